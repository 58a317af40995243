//! What operations give back.

use std::io;

use eap_runtime::{event_async, Events};

/// A `Result` by another name.
pub type Outcome<T> = Result<T, io::Error>;

/// Gives back something in every way.
#[derive(Debug, Default)]
pub struct Oracle {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = usize)]
impl Oracle {
    /// Gives nothing.
    #[event_async]
    pub fn shrug(&self) {
        drop(self.shrug_completed().subscribe(|_oracle, _e| ()));
    }

    /// Never gives anything.
    #[event_async]
    pub fn refuse(&self) -> ! {
        self.shrug();
        std::process::abort()
    }

    /// Gives a value with a name.
    #[event_async(result = answer)]
    #[must_use]
    pub fn answer(&self) -> u32 {
        u32::from(self.answer_completed().is_empty())
    }

    /// Gives a value, and more.
    #[event_async(result = answer)]
    #[must_use]
    pub fn explain(&self, #[out] reason: &mut String, doubt: &mut f64) -> u32 {
        reason.push_str("because");
        *doubt /= 2.0;
        self.answer()
    }

    /// Gives the same, and so the same args.
    #[event_async(completed_args = ExplainCompletedEventArgs)]
    #[must_use]
    pub fn explain_again(&self, #[out] reason: &mut String, doubt: &mut f64) -> u32 {
        self.explain(reason, doubt)
    }

    /// Gives an error, or nothing.
    ///
    /// # Errors
    ///
    /// Always.
    #[event_async]
    pub fn fail(&self) -> Result<(), String> {
        Err(self.answer().to_string())
    }

    /// Gives an error, or something.
    ///
    /// # Errors
    ///
    /// Always.
    #[event_async(result = text)]
    pub fn read(&self, #[out] length: &mut usize) -> io::Result<String> {
        *length = 0;
        self.fail().map_err(io::Error::other)?;
        Ok(String::new())
    }

    /// Gives what is called otherwise.
    ///
    /// # Errors
    ///
    /// Always.
    #[event_async(fallible)]
    pub fn write(&self) -> Outcome<u32> {
        self.read(&mut 0).map(|_text| 1)
    }

    /// Gives nothing that is called otherwise.
    ///
    /// # Errors
    ///
    /// Always.
    #[event_async(fallible)]
    pub fn flush(&self) -> Outcome<()> {
        self.write().map(|_written| ())
    }
}
