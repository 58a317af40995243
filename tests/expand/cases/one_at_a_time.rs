#[event_async]
impl Store {
    #[event_async]
    pub fn load(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    #[event_async]
    pub(crate) fn save(self: &Arc<Self>, path: &Path, content: &[u8], #[cancel] cancel: CancellationToken) -> io::Result<()> {
        fs::write(path, content)
    }

    fn untouched(&self) {}
}
