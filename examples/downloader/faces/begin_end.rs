//! Begin and End: the four ways to finish, each with a thread that waits.

use std::error::Error;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use eap_downloader::server::Server;
use eap_downloader::{DownloadAsyncResult, Downloader};
use eap_examples::say;
use eap_runtime::{WaitHandle, no_callback};

use crate::check::check;

type Outcome = Result<(), Box<dyn Error>>;

pub(crate) fn download(downloader: &Arc<Downloader>, server: &Server, limit: Duration) -> Outcome {
    block_in_end(downloader, server)?;
    wait_on_handles(downloader, server, limit)?;
    poll(downloader, server)?;
    call_back(downloader, server, limit)
}

fn block_in_end(downloader: &Arc<Downloader>, server: &Server) -> Outcome {
    let result = downloader.begin_download(server.url("small"), no_callback, "small")?;
    // Something else is done here meanwhile.
    end(downloader, server, "blocked in End", result)
}

fn wait_on_handles(downloader: &Arc<Downloader>, server: &Server, limit: Duration) -> Outcome {
    let small = downloader.begin_download(server.url("small"), no_callback, "small")?;
    let large = downloader.begin_download(server.url("large"), no_callback, "large")?;
    let both = [small.async_wait_handle(), large.async_wait_handle()];
    if !WaitHandle::wait_all_timeout(&both, limit) {
        small.cancel();
        large.cancel();
        return Err("the downloads take too long".into());
    }
    end(downloader, server, "waited for both", small)?;
    end(downloader, server, "waited for both", large)
}

fn poll(downloader: &Arc<Downloader>, server: &Server) -> Outcome {
    let result = downloader.begin_download(server.url("large"), no_callback, "large")?;
    while !result.is_completed() {
        thread::sleep(Duration::from_millis(10)); // or a turn of a loop that has other things to do
    }
    end(downloader, server, "polled", result)
}

fn call_back(downloader: &Arc<Downloader>, server: &Server, limit: Duration) -> Outcome {
    let (sender, receiver) = mpsc::channel();
    let ender = Arc::clone(downloader);
    downloader.begin_download(
        server.url("small"),
        move |result| {
            // On the worker that ran the download.
            let name = *result.async_state();
            let _ = sender.send((name, ender.end_download(result)));
        },
        "small",
    )?;
    let (name, outcome) = receiver.recv_timeout(limit)?;
    let (content, _media_type) = outcome?;
    say!("  called back: {name}: {}", check(server, name, &content)?);
    Ok(())
}

fn end(
    downloader: &Downloader,
    server: &Server,
    way: &str,
    result: DownloadAsyncResult<&'static str>,
) -> Outcome {
    let name = *result.async_state();
    let (content, _media_type) = downloader.end_download(result)?;
    say!("  {way}: {name}: {}", check(server, name, &content)?);
    Ok(())
}
