// The plainest component there is: one operation, one result, one at a time.
#[event_async]
impl Store {
    /// Loads what is stored under `key`.
    #[event_async]
    pub fn load(&self, key: &str) -> Vec<u8> {
        self.find(key)
    }
}
