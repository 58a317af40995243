//! What is measured. Each function runs in a process of its own.

mod burst;
mod flight;
mod light_load;
mod raise;
mod report;
mod round_trip;

pub(crate) use self::burst::{burst, threads_left};
pub(crate) use self::flight::{flight, flight_of_threads};
pub(crate) use self::light_load::light_load;
pub(crate) use self::raise::{call, raise};
pub(crate) use self::report::report;
pub(crate) use self::round_trip::round_trip;
