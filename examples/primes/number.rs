//! Numbers as people type them.

use std::error::Error;
use std::fmt;
use std::num::IntErrorKind;

/// Reads a number to test.
///
/// # Errors
///
/// Says what is wrong with the text, without repeating it.
///
/// ```
/// use eap_examples::primes::{NumberError, parse};
///
/// assert_eq!(parse(" 97 "), Ok(97));
/// assert_eq!(parse("9.7"), Err(NumberError::NotANumber));
/// assert_eq!(parse("18446744073709551616"), Err(NumberError::TooLarge));
/// ```
pub fn parse(text: &str) -> Result<u64, NumberError> {
    text.trim()
        .parse()
        .map_err(|error: std::num::ParseIntError| match error.kind() {
            IntErrorKind::PosOverflow => NumberError::TooLarge,
            _ => NumberError::NotANumber,
        })
}

/// Why a text is not a number that can be tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// It has other characters than digits, or none.
    NotANumber,
    /// It does not fit into 64 bits.
    TooLarge,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber => f.write_str("not a whole number"),
            Self::TooLarge => write!(f, "too large: the largest number is {}", u64::MAX),
        }
    }
}

impl Error for NumberError {}
