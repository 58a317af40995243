//! Sends messages to a queue in a file, and receives them, one after the other.
//!
//! ```sh
//! cargo run --release -p eap-queue -- messages.redb send "first" "second"
//! cargo run --release -p eap-queue -- messages.redb receive     # Ctrl-C ends it
//! ```

use std::cell::{Cell, RefCell};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use clap::{Parser, Subcommand};
use eap_examples::output::quoted;
use eap_examples::{say, warn};
use eap_queue::{Message, MessageQueue};
use eap_runtime::{AsyncError, EventLoop};

/// Send messages to a durable queue, and receive them.
#[derive(Parser)]
#[command(name = "queue", version)]
struct Options {
    /// The file of the queue
    file: PathBuf,

    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Send a message for each text
    Send { texts: Vec<String> },

    /// Print messages as they come, until Ctrl-C
    Receive {
        /// Stop after so many messages
        #[arg(short = 'n', long)]
        count: Option<u64>,

        /// How many milliseconds the work for each message takes
        #[arg(short, long, value_name = "MS", default_value_t = 0)]
        work: u64,
    },
}

fn main() -> ExitCode {
    let options = Options::parse();
    let done = match options.command {
        Command::Send { texts } => send(&options.file, &texts),
        Command::Receive { count, work } => receive(&options.file, count, work),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            warn!("queue: {}: {error}", quoted(&options.file));
            ExitCode::FAILURE
        }
    }
}

fn send(file: &Path, texts: &[String]) -> Result<(), Box<dyn Error>> {
    let queue = MessageQueue::open(file)?;
    for text in texts {
        say!("sent {}", queue.send(text)?);
    }
    Ok(())
}

fn receive(file: &Path, count: Option<u64>, work: u64) -> Result<(), Box<dyn Error>> {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let queue = Arc::new(MessageQueue::open(file)?);

    let failure = Rc::new(RefCell::new(None));
    let failed = Rc::clone(&failure);
    let left = Cell::new(count.unwrap_or(u64::MAX));
    queue.receive_completed().subscribe_local(move |queue, e| {
        let handled = match e.message() {
            Ok(message) => handle(message, Duration::from_millis(work)),
            Err(AsyncError::Cancelled) => return,
            Err(error) => Err(error.to_string().into()),
        };
        left.set(left.get() - 1);
        // The operation is over, so that its handler can start the next one.
        let next = handled.and_then(|()| match left.get() {
            0 => Ok(()),
            _ => Ok(queue.receive_async()?),
        });
        if let Err(error) = next {
            failed.replace(Some(error));
        }
    });

    let canceller = Arc::clone(&queue);
    ctrlc::set_handler(move || canceller.receive_async_cancel())?;
    if count != Some(0) {
        queue.receive_async()?;
    }
    event_loop.run();
    failure.take().map_or(Ok(()), Err)
}

/// Does the work for a message. It stays in the queue until that is done.
fn handle(message: &Message, work: Duration) -> Result<(), Box<dyn Error>> {
    say!("{}: {}", message.id(), message.body());
    thread::sleep(work);
    Ok(message.acknowledge()?)
}
