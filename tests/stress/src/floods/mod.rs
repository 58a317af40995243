//! The floods, one a file.

mod components;
mod futures;
mod handlers;
mod operations;
mod pending;
mod reports;

pub use self::components::components;
pub use self::futures::futures;
pub use self::handlers::handlers;
pub use self::operations::operations;
pub use self::pending::pending;
pub use self::reports::{coalesced_reports, reports};
