//! Methods and parameters under `cfg`, and what carries over to what is generated for a method.

use eap_runtime::{event_async, CancellationToken, Events, Progress};

/// Prints, in colours if there are any.
#[derive(Debug, Default)]
pub struct Copier {
    events: Events<Self>,
}

#[event_async]
impl Copier {
    /// Copies on one side.
    #[cfg(not(feature = "duplex"))]
    #[event_async]
    pub fn copy(&self, page: &str, #[cancel] cancel: &CancellationToken) -> bool {
        self.is_busy() && page.is_empty() && cancel.is_cancelled()
    }

    /// Copies on both sides.
    #[cfg(feature = "duplex")]
    #[event_async]
    pub fn copy(&self, page: &str, back: &str, #[cancel] cancel: &CancellationToken) -> bool {
        self.is_busy() && page.len() == back.len() && cancel.is_cancelled()
    }

    /// Mixes colours.
    #[event_async]
    pub fn mix(
        &self,
        #[cfg(feature = "colour")] hue: f64,
        #[cfg(feature = "colour")] with: &str,
        #[cfg(feature = "colour")]
        #[progress]
        progress: &Progress<f64>,
        grey: f64,
    ) -> f64 {
        #[cfg(feature = "colour")]
        {
            progress.report_with(100, hue + f64::from(u8::from(with.is_empty())));
        }
        if self.is_busy() {
            grey
        } else {
            0.0
        }
    }

    /// Sends a page to another place.
    #[deprecated = "nobody has one"]
    #[event_async]
    pub fn fax(&self, page: &str, #[progress] progress: &Progress) -> usize {
        progress.report(100);
        page.len() + usize::from(self.is_busy())
    }

    /// Is for mechanics.
    #[doc(hidden)]
    #[event_async]
    pub fn open(&self, #[out] screws: &mut u32) {
        *screws = u32::from(self.is_busy());
    }

    /// Counts the pages, in the background if there is colour.
    #[cfg_attr(feature = "colour", event_async(result = pages))]
    pub fn count(&self, #[cfg_attr(feature = "colour", out)] sheets: &mut usize) -> usize {
        *sheets = usize::from(self.is_busy());
        2 * *sheets
    }

    /// Looks at the light.
    #[cfg_attr(feature = "colour", deprecated, must_use)]
    #[event_async]
    pub fn look(&self) -> bool {
        self.is_busy()
    }
}
