//! Callback functions: each download has one of its own, which owns the outcome.

use std::cell::RefCell;
use std::error::Error;
use std::rc::Rc;
use std::sync::Arc;

use eap_downloader::Downloader;
use eap_downloader::server::Server;
use eap_examples::say;
use eap_runtime::{AsyncError, EventLoop};

use crate::check::check;

pub(crate) fn download(
    downloader: &Arc<Downloader>,
    server: &Arc<Server>,
) -> Result<(), Box<dyn Error>> {
    // What went wrong. The callbacks all run on this thread: no lock.
    let wrong = Rc::new(RefCell::new(Vec::new()));
    EventLoop::scope(|_event_loop| -> Result<(), Box<dyn Error>> {
        for name in ["small", "large"] {
            let (promised, wrong) = (Arc::clone(server), Rc::clone(&wrong));
            downloader.download_then_local(server.url(name), name.to_owned(), move |outcome| {
                let checked = match outcome {
                    Ok((content, _media_type)) => check(&promised, name, &content),
                    Err(error) => Err(error.to_string()),
                };
                match checked {
                    Ok(line) => say!("  {name}: {line}"),
                    Err(error) => wrong.borrow_mut().push(error),
                }
            })?;
        }
        let name = String::from("stalled");
        let handle = downloader.download_then_local(server.url(&name), name, |outcome| {
            if let Err(AsyncError::Cancelled) = outcome {
                say!("  stalled: cancelled by its handle");
            }
        })?;
        handle.cancel();
        Ok(())
    })?;
    let wrong = wrong.take();
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("; ").into())
    }
}
