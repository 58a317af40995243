//! Floods: far more of everything than a program should have. Each checks what it promises, and panics if it does not hold.

pub mod figures;
pub mod floods;
mod tally;
