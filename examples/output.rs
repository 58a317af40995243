//! Printing that never panics, and never sends a control character to a terminal.
//!
//! `println!` panics when standard output is closed, as a pipe to `head` is, or full. So does `eprintln!`, also inside the
//! lock of a progress bar. The programs use [`say!`](crate::say) and [`warn!`](crate::warn) instead.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt::{Arguments, Write as _};
use std::io::{self, ErrorKind, Write as _};
use std::process;

/// Prints a line to standard output. When it cannot be written, the program ends with exit code 1.
#[macro_export]
macro_rules! say {
    ($($line:tt)*) => {
        $crate::output::say(::std::format_args!($($line)*))
    };
}

/// Prints a line to standard error. When it cannot be written, the program goes on without it.
#[macro_export]
macro_rules! warn {
    ($($line:tt)*) => {
        $crate::output::warn(::std::format_args!($($line)*))
    };
}

/// What [`say!`](crate::say) does.
pub fn say(line: Arguments<'_>) {
    let line = format!("{}\n", printable(&line.to_string()));
    if let Err(error) = print(line.as_bytes()) {
        quit(&error);
    }
}

/// What [`warn!`](crate::warn) does.
pub fn warn(line: Arguments<'_>) {
    let line = format!("{}\n", printable(&line.to_string()));
    let _ = io::stderr().write_all(line.as_bytes());
}

/// Writes all of `bytes` to standard output, as they are.
///
/// # Errors
///
/// When standard output is closed or full.
pub fn print(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// Ends the program, since standard output takes no more. A closed pipe is not worth a message.
pub fn quit(error: &io::Error) -> ! {
    if error.kind() != ErrorKind::BrokenPipe {
        warn(format_args!("cannot print: {error}"));
    }
    process::exit(1);
}

/// A name as a shell reads it back, in the way of `sha256sum`'s messages: quoted where needed, and with control characters
/// as escapes.
///
/// ```
/// use eap_examples::output::quoted;
///
/// assert_eq!(quoted("plain.txt"), "plain.txt");
/// assert_eq!(quoted("two words"), "'two words'");
/// assert_eq!(quoted(""), "''");
/// assert_eq!(quoted("esc\x1b[2J"), r"'esc'$'\033''[2J'");
/// ```
pub fn quoted(name: impl AsRef<OsStr>) -> String {
    let name = name.as_ref().as_encoded_bytes();
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/._-+,@%".contains(byte);
    let mut quoted = String::from("'");
    let mut all_plain = !name.is_empty();
    for chunk in name.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '\'' => quoted.push_str(r"'\''"),
                character if is_control(character) => {
                    let _ = write!(quoted, "'$'{}''", escape(character));
                }
                character => quoted.push(character),
            }
        }
        for byte in chunk.invalid() {
            let _ = write!(quoted, r"'$'\{byte:03o}''");
        }
        all_plain &= chunk.invalid().is_empty() && chunk.valid().bytes().all(|b| is_plain(&b));
    }
    if all_plain {
        return quoted.split_off(1);
    }
    quoted.push('\'');
    quoted
}

/// A text with its control characters as escapes. A tab stays.
///
/// ```
/// use eap_examples::output::printable;
///
/// assert_eq!(printable("a\r\x1b[2J"), r"a\r\033[2J");
/// ```
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    let is_unwanted = |character| is_control(character) && character != '\t';
    if !text.contains(is_unwanted) {
        return Cow::Borrowed(text);
    }
    let mut printable = String::with_capacity(text.len());
    for character in text.chars() {
        if is_unwanted(character) {
            printable.push_str(&escape(character));
        } else {
            printable.push(character);
        }
    }
    Cow::Owned(printable)
}

/// Whether a terminal acts on it, or shows what follows in another direction or on another line.
fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn escape(character: char) -> String {
    match character {
        '\n' => String::from(r"\n"),
        '\r' => String::from(r"\r"),
        '\t' => String::from(r"\t"),
        character => {
            let mut bytes = [0; 4];
            let mut escape = String::new();
            for byte in character.encode_utf8(&mut bytes).bytes() {
                let _ = write!(escape, r"\{byte:03o}");
            }
            escape
        }
    }
}
