//! Tests numbers for primality in the background, and cancels any of them from the keyboard while the others go on.
//!
//! Both the tests and the reading of the keyboard are blocking methods with an event-based asynchronous face. The main
//! thread only runs its event loop, which ends when the input has ended and the last test is done.

mod command;
mod console;
mod keyboard;

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Parser;
use eap_examples::primes::parse;
use eap_examples::warn;
use eap_runtime::EventLoop;

use crate::console::Console;

/// Test numbers for primality.
///
/// While the tests run, type a number and Enter to test one more, or `help` to see what else can be typed.
#[derive(Parser)]
#[command(name = "prime_numbers", version)]
struct Options {
    /// Numbers to begin with
    #[arg(value_parser = parse)]
    numbers: Vec<u64>,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();

    if io::stdin().is_terminal() {
        warn!("type a number to test, or `help`");
    }
    let console = Console::start();
    for number in options.numbers {
        console.test(number);
    }
    event_loop.run();
    console.exit_code()
}
