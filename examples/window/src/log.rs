//! What the program tells on its standard output, for a script that works the window.

use std::fmt;
use std::io::{self, Write};

use eframe::egui::{Pos2, Response};

#[derive(Clone, Copy)]
pub(crate) struct Log {
    on: bool,
}

/// Where a widget was in the last frame, and where the log says it is.
#[derive(Clone, Copy, Default)]
struct Place {
    last: Pos2,
    told: Pos2,
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

    /// Prints where in the window a widget is, in pixels, once it stands still somewhere new.
    pub(crate) fn place(self, name: fmt::Arguments<'_>, widget: &Response) {
        if !self.on {
            return;
        }
        let id = widget.id.with("place");
        let here = (widget.rect.center() * widget.ctx.pixels_per_point()).round();
        let mut place: Place = widget
            .ctx
            .data(|data| data.get_temp(id))
            .unwrap_or_default();
        if here != place.last {
            // The window may be about to rest, without a frame that tells the place.
            widget.ctx.request_repaint();
        } else if here != place.told {
            self.say(format_args!("{name} at {} {}", here.x, here.y));
            place.told = here;
        }
        place.last = here;
        widget.ctx.data_mut(|data| data.insert_temp(id, place));
    }
}
