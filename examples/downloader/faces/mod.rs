//! The same downloads through one face after the other.

pub(crate) mod begin_end;
pub(crate) mod events;
pub(crate) mod future;
pub(crate) mod then;

use eap_downloader::Received;
use eap_examples::say;
use eap_runtime::ProgressChangedEventArgs;

/// Prints how far a download is, at every quarter.
#[derive(Default)]
struct Quarters(u8);

impl Quarters {
    fn say<S>(&mut self, name: &str, e: &ProgressChangedEventArgs<Received, S>) {
        let (percentage, Some(received)) = (e.progress_percentage(), e.data()) else {
            return;
        };
        if percentage / 25 > self.0 {
            self.0 = percentage / 25;
            say!("  {name}: {percentage} %, {} bytes", received.bytes);
        }
    }
}
