//! Prints the lines that a serial line receives, until Ctrl-C.
//!
//! ```sh
//! cargo run --release -p eap-console -- /dev/ttyUSB0 --baud 115200
//! ```

use std::process::ExitCode;

#[cfg(unix)]
fn main() -> ExitCode {
    unix::main()
}

#[cfg(not(unix))]
fn main() -> ExitCode {
    eap_examples::warn!("console: it reads the terminals of Unix");
    ExitCode::FAILURE
}

#[cfg(unix)]
mod unix {
    use std::cell::RefCell;
    use std::error::Error;
    use std::path::PathBuf;
    use std::process::ExitCode;
    use std::rc::Rc;
    use std::sync::Arc;

    use clap::Parser;
    use eap_console::SerialLine;
    use eap_examples::output::quoted;
    use eap_examples::{say, warn};
    use eap_runtime::{AsyncError, EventLoop};

    /// Print the lines that a serial line receives.
    #[derive(Parser)]
    #[command(name = "console", version)]
    struct Options {
        /// The line, such as /dev/ttyUSB0
        line: PathBuf,

        /// How many bits it carries a second
        #[arg(short, long, default_value_t = 9600)]
        baud: u32,
    }

    pub(crate) fn main() -> ExitCode {
        let options = Options::parse();
        match run(&options) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                warn!("console: {}: {error}", quoted(&options.line));
                ExitCode::FAILURE
            }
        }
    }

    fn run(options: &Options) -> Result<(), Box<dyn Error>> {
        let event_loop = EventLoop::new();
        let _current = event_loop.enter();

        let line = Arc::new(SerialLine::new(&options.line, options.baud));
        line.read_lines_progress_changed()
            .subscribe(|_line, e| say!("{}", e.data().map_or("", String::as_str)));
        let outcome = Rc::new(RefCell::new(Ok(())));
        let ended = Rc::clone(&outcome);
        line.read_lines_completed()
            .subscribe_local(move |_line, e| match e.count() {
                // Ctrl-C is the usual end.
                Ok(_) | Err(AsyncError::Cancelled) => {}
                Err(error) => *ended.borrow_mut() = Err(error.to_string().into()),
            });
        let canceller = Arc::clone(&line);
        ctrlc::set_handler(move || canceller.read_lines_async_cancel())?;
        line.read_lines_async()?;
        event_loop.run();
        outcome.replace(Ok(()))
    }
}
