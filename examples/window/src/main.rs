//! Tests numbers for primality in a window, several at a time, each with a bar and a button that cancels it.
//!
//! The calculations block worker threads. Everything else happens on the window's thread: each frame runs what waits in
//! an event loop of its own, so the handlers change what is shown without a lock.

mod calculations;
mod entry;
mod log;
mod pulse;
mod row;
mod style;
mod window;

use std::process::ExitCode;

use clap::Parser;
use eframe::NativeOptions;
use eframe::egui::ViewportBuilder;

use crate::log::Log;
use crate::window::Window;

/// Test numbers for primality in a window.
#[derive(Parser)]
#[command(version)]
struct Options {
    /// Print what happens, and where in the window things are
    #[arg(long)]
    log: bool,

    /// Numbers to begin with
    numbers: Vec<u64>,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let native = NativeOptions {
        viewport: ViewportBuilder::default()
            .with_app_id("eap-window")
            .with_inner_size([720.0, 690.0])
            .with_min_inner_size([480.0, 300.0]),
        ..NativeOptions::default()
    };
    let shown = eframe::run_native(
        "Prime numbers",
        native,
        Box::new(move |creation| {
            let log = Log::new(options.log);
            let window = Window::new(&creation.egui_ctx, &options.numbers, log);
            Ok(Box::new(window))
        }),
    );
    match shown {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("eap-window: {error}");
            ExitCode::FAILURE
        }
    }
}
