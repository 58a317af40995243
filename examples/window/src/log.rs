//! What the program prints to its standard output, for a script that works the window.

use std::fmt;
use std::io::{self, Write};

use eframe::egui::{Pos2, Response};

#[derive(Clone, Copy)]
pub(crate) struct Log {
    on: bool,
}

/// Where a widget was in the last frame, and where the log says that it is.
#[derive(Clone, Copy, Default)]
struct Position {
    last: Pos2,
    logged: Pos2,
}

impl Log {
    pub(crate) fn new(on: bool) -> Self {
        Self { on }
    }

    /// Prints a line.
    pub(crate) fn say(self, line: fmt::Arguments<'_>) {
        if self.on {
            // A window goes on when nobody reads what it prints.
            let _ = writeln!(io::stdout(), "{line}");
        }
    }

    /// Prints where in the window a widget is, in pixels, once it no longer moves.
    pub(crate) fn position(self, name: fmt::Arguments<'_>, widget: &Response) {
        if !self.on {
            return;
        }
        let id = widget.id.with("position");
        let here = (widget.rect.center() * widget.ctx.pixels_per_point()).round();
        let mut position: Position = widget
            .ctx
            .data(|data| data.get_temp(id))
            .unwrap_or_default();
        if here != position.last {
            // The window may be about to rest, without a frame that logs the position.
            widget.ctx.request_repaint();
        } else if here != position.logged {
            self.say(format_args!("{name} at {} {}", here.x, here.y));
            position.logged = here;
        }
        position.last = here;
        widget.ctx.data_mut(|data| data.insert_temp(id, position));
    }
}
