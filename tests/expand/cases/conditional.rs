#[event_async]
#[cfg(feature = "store")]
impl Store {
    #[event_async]
    #[cfg(unix)]
    pub fn load(&self, #[cancel] cancel: &CancellationToken, #[progress] progress: &Progress<Line>) -> u8 {
        1
    }

    #[event_async]
    #[cfg(windows)]
    pub(crate) fn load(&self) -> u16 {
        1
    }

    #[event_async]
    #[deprecated(note = "use `load`")]
    #[cfg_attr(not(test), doc(hidden), inline)]
    #[cfg_attr(test, cfg(target_os = "linux"))]
    pub(super) fn read(&self, #[progress] progress: &Progress) -> u8 {
        1
    }

    #[cfg_attr(feature = "async", event_async(result = bytes), must_use)]
    #[cfg_attr(docsrs, doc(cfg(feature = "async")))]
    pub fn write(&self, key: &str, #[cfg_attr(feature = "async", out)] size: &mut usize) -> u8 {
        1
    }
}
