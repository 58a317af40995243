// A callback for one operation.
#[event_async(concurrent, then)]
impl Store {
    /// Loads what is stored under `key`.
    #[event_async]
    pub fn load(&self, key: &str, #[cancel] cancel: &CancellationToken) -> io::Result<File> {
        self.open(key)
    }
}
