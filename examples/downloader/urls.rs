//! URLs that are downloaded at the same time, each into a file.

use std::cell::Cell;
use std::error::Error;
use std::fs::File;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use eap_downloader::{DownloadCompletedEventArgs, Downloader};
use eap_examples::output::{print, quoted};
use eap_examples::{say, warn};
use eap_runtime::{AsyncError, EventLoop};
use ureq::Proxy;

/// The exit code of a program that Ctrl-C ended, as shells report it.
const INTERRUPTED: u8 = 130;

pub(crate) fn download(
    urls: &[String],
    output: Option<&Path>,
    silence: Duration,
) -> Result<ExitCode, Box<dyn Error>> {
    if output.is_some() && urls.len() > 1 {
        return Err("--output takes one URL".into());
    }
    // A URL is the user state of its download, so that it can be downloaded once at a time.
    let mut urls = urls.to_vec();
    urls.sort();
    urls.dedup();

    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let downloader = Downloader::default().with_silence(silence);
    let downloader = Arc::new(downloader.with_proxy(Proxy::try_from_env()));
    if io::stderr().is_terminal() {
        show_progress(&downloader);
    }
    let exit = Rc::new(Cell::new(0));
    let code = Rc::clone(&exit);
    let output = output.map(Path::to_owned);
    downloader
        .download_completed()
        .subscribe_local(move |_downloader, e| {
            let url = e.user_state();
            if let Err(AsyncError::Cancelled) = e.check() {
                warn!("downloader: {url}: cancelled");
                code.set(INTERRUPTED);
            } else if let Err(error) = keep(e, output.as_deref()) {
                warn!("downloader: {error}");
                code.set(code.get().max(1));
            }
        });

    let canceller = Arc::clone(&downloader);
    ctrlc::set_handler(move || canceller.cancel_all())?;
    for url in urls {
        downloader.download_async(&url, url.clone())?;
    }
    event_loop.run();
    Ok(ExitCode::from(exit.get()))
}

fn show_progress(downloader: &Downloader) {
    let shown = Cell::new(0);
    downloader
        .download_progress_changed()
        .subscribe_local(move |_downloader, e| {
            let megabytes = e.data().map_or(0, |received| received.bytes / 1_000_000);
            // A line for each megabyte, of whichever download.
            if megabytes != shown.replace(megabytes) {
                let percentage = e.progress_percentage();
                warn!("{}: {percentage} %, {megabytes} MB", e.user_state());
            }
        });
}

/// Writes what was downloaded. A file that is not named is not overwritten.
fn keep(e: &DownloadCompletedEventArgs, output: Option<&Path>) -> Result<(), Box<dyn Error>> {
    // The error names the URL.
    let content = e.content().map_err(ToString::to_string)?;
    let file = output.map_or_else(|| name(e.user_state()), Path::to_owned);
    if file == Path::new("-") {
        return Ok(print(content)?);
    }
    let created = match output {
        Some(_) => File::create(&file),
        None => File::create_new(&file),
    };
    let named = |error| format!("{}: {error}", quoted(&file));
    let written = created.and_then(|mut created| created.write_all(content));
    written.map_err(named)?;
    say!("{}: {} bytes", quoted(&file), content.len());
    Ok(())
}

/// The last part of the URL's path.
fn name(url: &str) -> PathBuf {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, path)| path);
    let name = path.split_once('/').map(|(_host, path)| Path::new(path));
    let name = name.and_then(Path::file_name);
    name.map_or_else(|| PathBuf::from("index.html"), PathBuf::from)
}
