//! The component: a blocking download, and what is made of it.

use std::error::Error;
use std::fmt;
use std::io::{self, Read};
use std::time::Duration;

use eap_runtime::{CancellationToken, Cancelled, Events, Progress, event_async};
use ureq::{Agent, Proxy};

/// Downloads over HTTP, any number of URLs at a time.
#[derive(Debug)]
pub struct Downloader {
    proxy: Option<Proxy>,
    silence: Duration,
    events: Events<Self>,
}

/// How much was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// The bytes so far.
    pub bytes: u64,
    /// The bytes in all, if the server has announced them.
    pub total: Option<u64>,
}

/// Why a download failed. It names the URL.
#[derive(Debug)]
pub struct DownloadError {
    url: String,
    reason: ureq::Error,
}

/// What is read at a time, at the most.
const CHUNK: usize = 64 * 1024;

/// A connection that is being made cannot be cancelled.
const LONGEST_CONNECT: Duration = Duration::from_secs(10);

/// A server that sends nothing for so long has failed, unless [`Downloader::with_silence`] says otherwise.
const LONGEST_SILENCE: Duration = Duration::from_secs(30);

impl Downloader {
    /// Connects through a proxy, such as that of [`Proxy::try_from_env`], instead of directly.
    #[must_use]
    pub fn with_proxy(mut self, proxy: Option<Proxy>) -> Self {
        self.proxy = proxy;
        self
    }

    /// Waits so long for a server that sends nothing.
    #[must_use]
    pub fn with_silence(mut self, silence: Duration) -> Self {
        self.silence = silence;
        self
    }

    /// Requests the cancellation of every download that has not ended.
    pub fn cancel_all(&self) {
        self.events.cancel_all();
    }

    /// A client for one download: after a shutdown it cannot be used again.
    fn agent(&self) -> Agent {
        Agent::config_builder()
            .proxy(self.proxy.clone())
            .timeout_connect(Some(LONGEST_CONNECT))
            .timeout_per_read(Some(self.silence))
            .build()
            .into()
    }
}

impl Default for Downloader {
    fn default() -> Self {
        Self {
            proxy: None,
            silence: LONGEST_SILENCE,
            events: Events::new(),
        }
    }
}

#[event_async(concurrent, user_state = String, begin_end, future, then)]
impl Downloader {
    /// Gets what is at `url`, and its media type, which is empty if the server does not send one.
    ///
    /// # Errors
    ///
    /// When the server cannot be reached, answers with an error, or stops before the end; and when cancelled.
    #[event_async(result = content)]
    pub fn download(
        &self,
        url: &str,
        #[out] media_type: &mut String,
        #[cancel] cancel: &CancellationToken,
        #[progress(coalesce)] progress: &Progress<Received>,
    ) -> Result<Vec<u8>, DownloadError> {
        let agent = self.agent();
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
        // Less than the announced length is an error.
        match reader.read(&mut chunk) {
            Ok(0) => return Ok(content),
            Ok(read) => content.extend(&chunk[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        }
        let bytes = content.len() as u64;
        let received = Received { bytes, total };
        match total {
            Some(total) => progress.report_of_with(bytes, total, received),
            None => progress.report_data(received),
        }
    }
}

impl DownloadError {
    /// The URL of the download.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The error of the HTTP client.
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

// The reason is not a `source`, since `Display` prints it.
impl Error for DownloadError {}
