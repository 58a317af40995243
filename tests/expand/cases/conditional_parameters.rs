// `cfg` on parameters is carried to the generated parameter and to the argument.
#[event_async(concurrent)]
impl Printer {
    #[event_async]
    pub fn print(
        &self,
        #[cfg(feature = "colour")] ink: Ink,
        #[cfg(not(feature = "plain"))] title: &str,
        #[cfg_attr(feature = "colour", cfg(unix))] paper: Option<&Paper>,
        #[cfg(feature = "colour")]
        #[cancel]
        cancel: &CancellationToken,
    ) {
    }
}
