//! The component: its content, its errors, and how soon a cancellation ends it.

use std::error::Error;
use std::net::TcpListener;
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use eap_downloader::server::{Fault, File, Server};
use eap_downloader::{DownloadError, Downloader, Received};
use eap_runtime::{AsyncError, CancellationToken, Progress, no_callback};
use futures_lite::StreamExt;
use futures_lite::future::block_on;

/// Far more than anything here takes, and less than the silence that a download allows.
const LIMIT: Duration = Duration::from_secs(20);

fn serve(file: File) -> Server {
    Server::start([("file", file)]).unwrap()
}

/// Downloads on this thread.
fn download(url: &str) -> Result<Vec<u8>, DownloadError> {
    Downloader::default().download(
        url,
        &mut String::new(),
        &CancellationToken::none(),
        &Progress::none(),
    )
}

/// A token that is cancelled as soon as something has come.
fn cancelled_when_it_comes() -> (CancellationToken, Progress<Received>) {
    let cancel = CancellationToken::new();
    let canceller = cancel.clone();
    (cancel, Progress::from_fn(move |_, _| canceller.cancel()))
}

#[test]
fn the_content_and_its_media_type_come_as_they_were_sent() {
    let file = File::new(300_001);
    let server = serve(file);
    let mut media_type = String::new();

    let content = Downloader::default().download(
        &server.url("file"),
        &mut media_type,
        &CancellationToken::none(),
        &Progress::none(),
    );

    assert!(content.unwrap() == file.content());
    assert_eq!(media_type, "application/octet-stream");
}

/// What is reported of the download of a file.
fn reports(file: File) -> Vec<(u8, Received)> {
    let server = serve(file);
    let reports = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&reports);
    let progress = Progress::from_fn(move |percentage, received: Option<Received>| {
        kept.lock().unwrap().push((percentage, received.unwrap()));
    });
    let url = server.url("file");
    let cancel = CancellationToken::none();
    Downloader::default()
        .download(&url, &mut String::new(), &cancel, &progress)
        .unwrap();
    drop(progress);
    Arc::into_inner(reports).unwrap().into_inner().unwrap()
}

#[test]
fn progress_rises_to_the_whole() {
    let reports = reports(File::new(1_000_000));

    assert!(reports.is_sorted_by(|(before, earlier), (after, later)| {
        before <= after && earlier.bytes < later.bytes
    }));
    let whole = Received {
        bytes: 1_000_000,
        total: Some(1_000_000),
    };
    assert_eq!(reports.last(), Some(&(100, whole)));
}

#[test]
fn a_file_of_unknown_length_comes_whole_and_has_no_percentages() {
    let reports = reports(File::new(100_000).with(Fault::Unmeasured));

    let whole = Received {
        bytes: 100_000,
        total: None,
    };
    assert_eq!(reports.last(), Some(&(0, whole)));
    assert!(reports.iter().all(|(percentage, _)| *percentage == 0));
}

#[test]
fn a_bad_status_is_an_error_that_names_the_url() {
    let server = serve(File::new(1));
    let url = server.url("missing");

    let error = download(&url).unwrap_err();

    assert_eq!(error.url(), url);
    assert_eq!(error.to_string(), format!("{url}: http status: 404"));
}

#[test]
fn a_refused_connection_is_an_error_that_names_the_url() {
    // No listener has this port unless it asks for it.
    let url = "http://127.0.0.1:1/file";

    let error = download(url).unwrap_err().to_string();

    assert!(error.starts_with(&format!("{url}: ")), "{error}");
    assert!(error.to_lowercase().contains("refused"), "{error}");
}

#[test]
fn a_body_that_is_cut_short_is_an_error_that_names_the_url() {
    let server = serve(File::new(100_000).with(Fault::Truncated));
    let url = server.url("file");

    let error = download(&url).unwrap_err().to_string();

    assert!(error.starts_with(&format!("{url}: ")), "{error}");
    assert!(error.contains("disconnected"), "{error}");
}

#[test]
fn what_is_no_url_is_an_error_that_names_it() {
    let error = download("no url").unwrap_err().to_string();
    assert!(error.starts_with("no url: "), "{error}");
}

#[test]
fn a_cancellation_ends_a_read_that_waits_for_the_server() {
    let server = serve(File::new(100_000).with(Fault::Stalled));
    let (cancel, progress) = cancelled_when_it_comes();
    let url = server.url("file");
    let start = Instant::now();

    let error = Downloader::default()
        .download(&url, &mut String::new(), &cancel, &progress)
        .unwrap_err();

    assert!(start.elapsed() < LIMIT);
    assert_eq!(
        error.to_string(),
        format!("{url}: the operation was cancelled")
    );
    assert_eq!(server.next_hang_up(LIMIT).as_deref(), Some("file"));
}

#[test]
fn a_download_that_is_cancelled_before_it_begins_waits_for_nobody() {
    let cancel = CancellationToken::new();
    cancel.cancel();
    // A connection would be accepted, and never answered.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/file", listener.local_addr().unwrap());

    let error = Downloader::default()
        .download(&url, &mut String::new(), &cancel, &Progress::none())
        .unwrap_err();

    assert_eq!(
        error.to_string(),
        format!("{url}: the operation was cancelled")
    );
}

#[test]
fn events_report_a_cancelled_download_and_one_beside_it() {
    let stalled = File::new(100_000).with(Fault::Stalled);
    let server = Server::start([("file", File::new(7)), ("stalled", stalled)]).unwrap();
    let downloader = Arc::new(Downloader::default());
    let (sender, receiver) = mpsc::channel();
    downloader
        .download_progress_changed()
        .subscribe(|downloader, e| {
            if e.user_state() == "stalled" {
                downloader.download_async_cancel(e.user_state());
            }
        });
    downloader
        .download_completed()
        .subscribe(move |_downloader, e| {
            let length = e.content().ok().map(Vec::len);
            let _ = sender.send((e.user_state().clone(), length, e.cancelled()));
        });

    for name in ["stalled", "file"] {
        downloader
            .download_async(server.url(name), name.to_owned())
            .unwrap();
    }

    let mut ends = [(); 2].map(|()| receiver.recv_timeout(LIMIT).unwrap());
    ends.sort();
    assert_eq!(
        ends,
        [
            ("file".to_owned(), Some(7), false),
            ("stalled".to_owned(), None, true),
        ]
    );
}

#[test]
fn end_gives_the_error_that_names_the_url() {
    let server = serve(File::new(1));
    let downloader = Arc::new(Downloader::default());
    let url = server.url("missing");

    let result = downloader
        .begin_download(url.as_str(), no_callback, ())
        .unwrap();

    let error = downloader.end_download(result).unwrap_err();
    assert!(matches!(&error, AsyncError::Failed(error) if error.url() == url));
    assert!(error.source().is_some());
}

#[test]
fn a_dropped_future_hangs_up_on_the_server() {
    let server = serve(File::new(100_000).with(Fault::Stalled));
    let downloader = Arc::new(Downloader::default());
    let mut future = downloader.download_future(server.url("file"));
    assert!(block_on(future.progress().next()).is_some());

    drop(future);

    assert_eq!(server.next_hang_up(LIMIT).as_deref(), Some("file"));
}
