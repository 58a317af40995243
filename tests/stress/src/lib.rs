//! Floods: far more of everything than a program should have. Each checks what it promises, and panics if it does not hold.

#![allow(
    clippy::missing_panics_doc,
    clippy::unused_self,
    reason = "a flood panics where a promise is broken, and its methods do as little as they can"
)]

pub mod figures;
pub mod floods;
mod tally;
