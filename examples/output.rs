//! Printing to where somebody may have stopped reading.

use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write};
use std::process;

/// Prints a line. When nobody takes it, there is nothing left to do for the program, and it ends.
///
/// Unlike `println!` it does not panic then: a pipe that was closed, as by `head`, is no bug.
#[macro_export]
macro_rules! say {
    ($($line:tt)*) => {
        $crate::output::line(::std::format_args!($($line)*))
    };
}

/// What [`say!`](crate::say) does.
pub fn line(line: Arguments<'_>) {
    if let Err(error) = writeln!(io::stdout(), "{line}") {
        if error.kind() != ErrorKind::BrokenPipe {
            eprintln!("can't print: {error}");
        }
        process::exit(1);
    }
}
