// Parameters under `cfg`: what is generated for the method is generated for each of its variants.
#[event_async(concurrent)]
impl Printer {
    #[event_async]
    pub fn print(
        &self,
        text: &str,
        #[cfg(feature = "colour")] ink: Ink,
        #[cfg(not(feature = "colour"))]
        #[out]
        grey: &mut u8,
        #[cfg(feature = "colour")]
        #[cancel]
        cancel: &CancellationToken,
    ) {
    }
}
