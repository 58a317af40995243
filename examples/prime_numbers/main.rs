//! Tests numbers for primality in the background, and cancels any of them from the keyboard while the others go on.
//!
//! Both the tests and the reading of the keyboard are blocking methods with an event-based asynchronous face. The main
//! thread only runs its event loop, which ends when the input has ended and the last test is done.

mod console;
mod keyboard;

use std::io::{self, IsTerminal};

use clap::Parser;
use eap_runtime::EventLoop;

use crate::console::{COMMANDS, Console};

/// Test numbers for primality.
///
/// While the tests run, type a number and Enter to test one more, `list` to see how far the tests are, `cancel N` to
/// end test N, `cancel` to end them all, and `quit` to leave.
#[derive(Parser)]
#[command(version)]
struct Options {
    /// Numbers to begin with
    numbers: Vec<u64>,
}

fn main() {
    let options = Options::parse();
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();

    if io::stdin().is_terminal() {
        eprintln!("{COMMANDS}");
    }
    let console = Console::start();
    for number in options.numbers {
        console.test(number);
    }
    event_loop.run();
}
