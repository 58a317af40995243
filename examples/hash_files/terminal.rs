//! The terminal that the bars are drawn to.

use std::io;

use console::Term;
use indicatif::{ProgressDrawTarget, TermLike};

/// Standard error, with room at the end of each line.
///
/// A terminal shows `^C` where the cursor is, which indicatif leaves at the end of the last bar. At the edge of the terminal,
/// that would begin a new line, and the bars would be cleared a line too low.
#[derive(Debug)]
struct Narrowed(Term);

/// For `^C`, and once more.
const ROOM: u16 = 4;

const DRAWS_A_SECOND: u8 = 20;

pub(crate) fn draw_target() -> ProgressDrawTarget {
    let terminal = Narrowed(Term::buffered_stderr());
    ProgressDrawTarget::term_like_with_hz(Box::new(terminal), DRAWS_A_SECOND)
}

impl TermLike for Narrowed {
    fn width(&self) -> u16 {
        TermLike::width(&self.0).saturating_sub(ROOM).max(1)
    }

    fn height(&self) -> u16 {
        TermLike::height(&self.0)
    }

    fn move_cursor_up(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_up(n)
    }

    fn move_cursor_down(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_down(n)
    }

    fn move_cursor_right(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_right(n)
    }

    fn move_cursor_left(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_left(n)
    }

    fn write_line(&self, s: &str) -> io::Result<()> {
        self.0.write_line(s)
    }

    fn write_str(&self, s: &str) -> io::Result<()> {
        self.0.write_str(s)
    }

    fn clear_line(&self) -> io::Result<()> {
        self.0.clear_line()
    }

    fn flush(&self) -> io::Result<()> {
        self.0.flush()
    }
}
