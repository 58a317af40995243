//! Events: started with `…_async`, and handled on the thread of an event loop.

use std::cell::RefCell;
use std::error::Error;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use eap_downloader::Downloader;
use eap_downloader::server::Server;
use eap_examples::say;
use eap_runtime::{AsyncError, EventLoop};

use super::Quarters;
use crate::check::check;

/// What the handlers share. They all run on this thread: no lock.
#[derive(Default)]
struct State {
    quarters: RefCell<Quarters>,
    wrong: RefCell<Vec<String>>,
}

/// Downloads three files at a time, and cancels the one that stalls.
pub(crate) fn download(
    downloader: &Arc<Downloader>,
    server: &Arc<Server>,
    limit: Duration,
) -> Result<(), Box<dyn Error>> {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let state = Rc::new(State::default());

    let shared = Rc::clone(&state);
    let progress = downloader.download_progress_changed();
    let _reporting = progress
        .subscribe_local(move |downloader, e| {
            match e.user_state().as_str() {
                "large" => shared.quarters.borrow_mut().say("large", e),
                // Its worker waits for the server, which sends nothing more.
                "stalled" if e.progress_percentage() == 50 => {
                    downloader.download_async_cancel(e.user_state());
                }
                _ => {}
            }
        })
        .guard();

    let (shared, promised) = (Rc::clone(&state), Arc::clone(server));
    let _completing = downloader
        .download_completed()
        .subscribe_local(move |_downloader, e| {
            let name = e.user_state();
            match e.results() {
                Ok((content, media_type)) => match check(&promised, name, content) {
                    Ok(line) => say!("  {name}: {line}, {media_type}"),
                    Err(wrong) => shared.wrong.borrow_mut().push(wrong),
                },
                Err(AsyncError::Cancelled) => say!("  {name}: cancelled"),
                Err(error) => shared.wrong.borrow_mut().push(error.to_string()),
            }
        })
        .guard();

    for name in ["small", "large", "stalled"] {
        downloader.download_async(server.url(name), name.to_owned())?;
    }
    event_loop.run();

    let wrong = state.wrong.borrow();
    if !wrong.is_empty() {
        return Err(wrong.join("; ").into());
    }
    match server.next_hang_up(limit) {
        Some(_) => Ok(()),
        None => Err("a download goes on, though it was cancelled".into()),
    }
}
