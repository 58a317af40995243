//! The component and the program, with a service on loopback.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::Command;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use eap_listing::stub::Stub;
use eap_listing::{Entry, Listing};
use eap_runtime::{CancellationToken, Progress};

/// Far more than anything here takes.
const LIMIT: Duration = Duration::from_secs(20);

fn service(names: &[&str], stalls_at: Option<usize>) -> String {
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    let stub = Stub {
        names,
        page: 2,
        stalls_at,
    };
    stub.start().unwrap()
}

/// The pages of a listing that `list` has reported.
fn pages(listing: &Listing, prefix: &str) -> Vec<Vec<String>> {
    let (sender, pages) = mpsc::channel();
    let progress = Progress::from_fn(move |_, page: Option<Vec<Entry>>| {
        let keys = page.into_iter().flatten().map(|entry| entry.key);
        sender.send(keys.collect()).unwrap();
    });
    let count = listing.list(prefix, &CancellationToken::none(), &progress);
    drop(progress);
    let pages: Vec<Vec<String>> = pages.iter().collect();
    assert_eq!(count.unwrap(), pages.iter().map(Vec::len).sum::<usize>());
    pages
}

#[test]
fn each_page_is_an_incremental_result() {
    let listing = Listing::new(service(&["a", "b&<", "c", "d", "e"], None));
    let expected = [vec!["a", "b&<"], vec!["c", "d"], vec!["e"]];
    assert_eq!(pages(&listing, ""), expected);
}

#[test]
fn a_prefix_selects_entries() {
    let listing = Listing::new(service(&["a1", "b1", "a2", "a3"], None));
    assert_eq!(pages(&listing, "a"), [vec!["a1", "a2"], vec!["a3"]]);
}

#[test]
fn a_cancellation_ends_the_wait_for_a_page_that_never_comes() {
    let listing = Arc::new(Listing::new(service(&["a", "b", "c"], Some(1))));
    let (sender, outcome) = mpsc::channel();
    listing
        .list_progress_changed()
        .subscribe(|listing, _e| listing.list_async_cancel());
    listing
        .list_completed()
        .subscribe(move |_listing, e| sender.send(e.cancelled()).unwrap());

    listing.list_async("").unwrap();

    assert_eq!(outcome.recv_timeout(LIMIT), Ok(true));
}

/// A service that answers each request with `body`.
fn answers(body: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            let _ = connection.read(&mut [0; 4096]).unwrap();
            let length = body.len();
            let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length:";
            write!(connection, "{head} {length}\r\n\r\n{body}").unwrap();
        }
    });
    url
}

fn error(url: &str) -> String {
    let cancel = CancellationToken::none();
    let outcome = Listing::new(url).list("", &cancel, &Progress::none());
    outcome.unwrap_err().to_string()
}

#[test]
fn what_is_not_a_page_is_an_error_that_names_the_url() {
    let url = answers("<ListBucketResult><Contents>");
    let error = error(&url);
    assert!(error.starts_with(&format!("{url}: ")), "{error}");
}

#[test]
fn a_service_that_repeats_a_page_does_not_keep_the_listing_going() {
    let url = answers(
        "<ListBucketResult><NextContinuationToken>1</NextContinuationToken></ListBucketResult>",
    );
    assert_eq!(error(&url), format!("{url}: it repeats a page"));
}

#[test]
fn the_program_lists_a_service_of_its_own() {
    let output = Command::new(env!("CARGO_BIN_EXE_listing"))
        .output()
        .unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(
        stdout.ends_with("        12  photo-25.jpg\n25 entries\n"),
        "{stdout}"
    );
    assert_eq!(stdout.lines().count(), 26);
    assert!(output.status.success());
}
