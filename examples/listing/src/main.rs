//! Lists the entries of a web service, a page at a time.
//!
//! ```sh
//! cargo run --release -p eap-listing                              # from a service of its own
//! cargo run --release -p eap-listing -- http://127.0.0.1:9000/bucket --prefix photos/
//! ```

use std::cell::RefCell;
use std::error::Error;
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;

use clap::Parser;
use eap_examples::{say, warn};
use eap_listing::Listing;
use eap_listing::stub::Stub;
use eap_runtime::EventLoop;

/// List the entries of a web service with the protocol of S3.
#[derive(Parser)]
#[command(name = "listing", version)]
struct Options {
    /// The service [default: one of its own, on this machine]
    url: Option<String>,

    /// List only the names that begin so
    #[arg(short, long, default_value = "")]
    prefix: String,
}

fn main() -> ExitCode {
    match run(Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            warn!("listing: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: Options) -> Result<(), Box<dyn Error>> {
    let url = options.url.map_or_else(stub, Ok)?;
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();

    let listing = Arc::new(Listing::new(url));
    listing.list_progress_changed().subscribe(|_listing, e| {
        for entry in e.data().into_iter().flatten() {
            say!("{:>10}  {}", entry.size, entry.key);
        }
    });
    let outcome = Rc::new(RefCell::new(Ok(())));
    let ended = Rc::clone(&outcome);
    listing
        .list_completed()
        .subscribe_local(move |_listing, e| match e.count() {
            Ok(count) => say!("{count} entries"),
            Err(error) => *ended.borrow_mut() = Err(error.to_string().into()),
        });
    let canceller = Arc::clone(&listing);
    ctrlc::set_handler(move || canceller.list_async_cancel())?;
    listing.list_async(options.prefix)?;
    event_loop.run();
    outcome.replace(Ok(()))
}

fn stub() -> std::io::Result<String> {
    let stub = Stub {
        names: (1..=25)
            .map(|number| format!("photo-{number:02}.jpg"))
            .collect(),
        page: 10,
        stalls_at: None,
    };
    stub.start()
}
