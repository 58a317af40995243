//! The format of `sha256sum`: how a line is written, and how it is read.

use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;

use crate::hasher::Digest;

/// A line for `sha256sum --check` to read.
pub(crate) fn line(name: &OsStr, digest: &Digest) -> Vec<u8> {
    let (mark, name) = escaped(name);
    [format!("{mark}{digest}  ").as_bytes(), &name, b"\n"].concat()
}

/// A line that says how the check of a file ended.
pub(crate) fn verdict(name: &OsStr, verdict: &str) -> Vec<u8> {
    let (mark, name) = escaped(name);
    [mark.as_bytes(), &name, format!(": {verdict}\n").as_bytes()].concat()
}

/// A name without line ends, and the backslash that stands at the start of the line if it had some.
fn escaped(name: &OsStr) -> (&'static str, Vec<u8>) {
    let name = name.as_encoded_bytes();
    let mut escaped = Vec::with_capacity(name.len());
    for byte in name {
        match byte {
            b'\\' => escaped.extend(b"\\\\"),
            b'\n' => escaped.extend(b"\\n"),
            b'\r' => escaped.extend(b"\\r"),
            byte => escaped.push(*byte),
        }
    }
    let mark = if escaped.len() == name.len() {
        ""
    } else {
        "\\"
    };
    (mark, escaped)
}

/// Reads a line that [`line()`] or `sha256sum` has written. `None` for every other line.
pub(crate) fn parse(line: &[u8]) -> Option<(Digest, OsString)> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let (is_escaped, line) = match line.strip_prefix(b"\\") {
        Some(line) => (true, line),
        None => (false, line),
    };
    let (digits, rest) = line.split_at_checked(64)?;
    let digest = str::from_utf8(digits).ok()?.parse().ok()?;
    // The second space is a star for files that were read as binary.
    let name = rest.strip_prefix(b"  ").or(rest.strip_prefix(b" *"))?;
    let name = if is_escaped {
        unescaped(name)?
    } else {
        name.to_vec()
    };
    (!name.is_empty()).then_some((digest, os_string(name)?))
}

fn unescaped(name: &[u8]) -> Option<Vec<u8>> {
    let mut unescaped = Vec::with_capacity(name.len());
    let mut bytes = name.iter();
    while let Some(byte) = bytes.next() {
        unescaped.push(match byte {
            b'\\' => match bytes.next()? {
                b'\\' => b'\\',
                b'n' => b'\n',
                b'r' => b'\r',
                _ => return None,
            },
            byte => *byte,
        });
    }
    Some(unescaped)
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it may fail")]
fn os_string(name: Vec<u8>) -> Option<OsString> {
    Some(std::os::unix::ffi::OsStringExt::from_vec(name))
}

#[cfg(not(unix))]
fn os_string(name: Vec<u8>) -> Option<OsString> {
    String::from_utf8(name).ok().map(OsString::from)
}

/// Lines for a terminal, which acts on more bytes than line ends: those are shown as escapes.
pub(crate) fn for_terminal(lines: &[u8]) -> Vec<u8> {
    let mut shown = String::with_capacity(lines.len());
    for chunk in lines.utf8_chunks() {
        for character in chunk.valid().chars() {
            if character.is_control() && character != '\n' {
                let _ = write!(shown, "\\{:03o}", u32::from(character));
            } else {
                shown.push(character);
            }
        }
        for byte in chunk.invalid() {
            let _ = write!(shown, "\\{byte:03o}");
        }
    }
    shown.into_bytes()
}
