//! The component: a blocking download, and what is made of it.

use std::error::Error;
use std::fmt;
use std::io::{self, Read};
use std::time::Duration;

use eap_runtime::{CancellationToken, Cancelled, Events, Progress, event_async};
use ureq::Agent;

/// Downloads over HTTP, any number of things at a time.
#[derive(Debug, Default)]
pub struct Downloader {
    events: Events<Self>,
}

/// How much has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// The bytes so far.
    pub bytes: u64,
    /// The bytes in all, if the server has said.
    pub total: Option<u64>,
}

/// Why there is no content. It names the URL.
#[derive(Debug)]
pub struct DownloadError {
    url: String,
    reason: ureq::Error,
}

/// What is read at a time, at the most.
const CHUNK: usize = 64 * 1024;

/// A connection that is being made is the one thing that can't be cancelled.
const LONGEST_CONNECT: Duration = Duration::from_secs(10);

/// A server that sends nothing for so long has failed.
const LONGEST_SILENCE: Duration = Duration::from_secs(30);

#[event_async(concurrent, user_state = String, begin_end, future)]
impl Downloader {
    /// Gets what is at `url`, and its media type; empty, if the server does not tell.
    ///
    /// # Errors
    ///
    /// When the server can't be reached, answers with an error, or stops before all has come; and when cancelled.
    #[event_async(result = content)]
    pub fn download(
        &self,
        url: &str,
        #[out] media_type: &mut String,
        #[cancel] cancel: &CancellationToken,
        #[progress(coalesce)] progress: &Progress<Received>,
    ) -> Result<Vec<u8>, DownloadError> {
        // Shut down, an agent can't be used again: one for each download.
        let agent = direct_agent();
        let blocked = agent.clone();
        let _registration = cancel.register(move || blocked.shutdown());
        get(&agent, url, media_type, progress).map_err(|error| {
            let reason = match cancel.check() {
                Ok(()) => error,
                Err(Cancelled) => io::Error::from(Cancelled).into(),
            };
            DownloadError {
                url: url.to_owned(),
                reason,
            }
        })
    }
}

/// Goes straight to the server, for this one is on the same machine.
fn direct_agent() -> Agent {
    Agent::config_builder()
        .proxy(None)
        .timeout_connect(Some(LONGEST_CONNECT))
        .timeout_per_read(Some(LONGEST_SILENCE))
        .build()
        .into()
}

fn get(
    agent: &Agent,
    url: &str,
    media_type: &mut String,
    progress: &Progress<Received>,
) -> Result<Vec<u8>, ureq::Error> {
    let body = agent.get(url).call()?.into_body();
    body.mime_type().unwrap_or_default().clone_into(media_type);
    let total = body.content_length();
    let mut reader = body.into_reader();
    let mut content = Vec::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        // Less than a length that the server has told is an error.
        match reader.read(&mut chunk) {
            Ok(0) => return Ok(content),
            Ok(read) => content.extend(&chunk[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        }
        let bytes = content.len() as u64;
        progress.report_with(percentage(bytes, total), Received { bytes, total });
    }
}

/// Nothing, as long as the whole is not known.
fn percentage(bytes: u64, total: Option<u64>) -> u8 {
    let total = total.unwrap_or(u64::MAX).max(1);
    u8::try_from(u128::from(bytes) * 100 / u128::from(total)).unwrap_or(100)
}

impl DownloadError {
    /// What was to be downloaded.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What the HTTP client says.
    #[must_use]
    pub fn reason(&self) -> &ureq::Error {
        &self.reason
    }
}

impl fmt::Display for DownloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.url)?;
        match &self.reason {
            ureq::Error::Io(error) => error.fmt(f),
            reason => reason.fmt(f),
        }
    }
}

/// What it prints holds the reason, which is no `source` therefore.
impl Error for DownloadError {}
