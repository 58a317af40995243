//! A component that lists the entries of a web service. The service answers in XML, a page at a time, and each page is an
//! incremental result.
//!
//! The service is asked in the way of Amazon's S3: `GET /?list-type=2&prefix=…&continuation-token=…`.

pub mod stub;

use std::io;
use std::time::Duration;

use eap_runtime::{CancellationToken, Events, Progress, event_async};
use serde::Deserialize;
use ureq::Agent;

/// A listing of a web service.
pub struct Listing {
    url: String,
    events: Events<Self>,
}

/// An entry of the listing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Entry {
    /// Its name.
    pub key: String,
    /// Its size in bytes.
    pub size: u64,
}

/// What the service answers: some entries, and where to go on.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Page {
    #[serde(default, rename = "Contents")]
    entries: Vec<Entry>,
    next_continuation_token: Option<String>,
}

/// A service that sends nothing for so long has failed.
const LONGEST_SILENCE: Duration = Duration::from_secs(30);

impl Listing {
    /// The listing at `url`.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            events: Events::new(),
        }
    }
}

#[event_async]
impl Listing {
    /// Lists the entries whose names begin with `prefix`, and returns their number.
    ///
    /// # Errors
    ///
    /// When the service cannot be reached, or does not answer with a page of a listing; and when cancelled.
    #[event_async(result = count)]
    pub fn list(
        &self,
        prefix: &str,
        #[cancel] cancel: &CancellationToken,
        #[progress] progress: &Progress<Vec<Entry>>,
    ) -> io::Result<usize> {
        let agent = agent();
        let blocked = agent.clone();
        // Whatever read is waiting for the service then fails.
        let _registration = cancel.register(move || blocked.shutdown());

        let mut count = 0;
        let mut token = None;
        loop {
            cancel.check()?;
            let page = self.page(&agent, prefix, token.as_deref())?;
            count += page.entries.len();
            progress.report_with(0, page.entries);
            match page.next_continuation_token {
                None => return Ok(count),
                // It would never end.
                same if same == token => return Err(self.error("it repeats a page")),
                next => token = next,
            }
        }
    }
}

impl Listing {
    fn page(&self, agent: &Agent, prefix: &str, token: Option<&str>) -> io::Result<Page> {
        let mut request = agent.get(&self.url).query("list-type", "2");
        request = request.query("prefix", prefix);
        if let Some(token) = token {
            request = request.query("continuation-token", token);
        }
        let answer = request.call().map_err(|error| self.error(error))?;
        let xml = answer.into_body().read_to_string();
        let xml = xml.map_err(|error| self.error(error))?;
        quick_xml::de::from_str(&xml).map_err(|error| self.error(error))
    }

    fn error(&self, reason: impl std::fmt::Display) -> io::Error {
        io::Error::other(format!("{}: {reason}", self.url))
    }
}

/// A client for one listing: after a shutdown it cannot be used again.
fn agent() -> Agent {
    let config = Agent::config_builder();
    config
        .timeout_per_read(Some(LONGEST_SILENCE))
        .build()
        .into()
}
