#[event_async(concurrent, begin_end)]
impl Downloader {
    #[event_async(result = content, future)]
    pub fn download(
        &self,
        url: &str,
        #[out] status: &mut u16,
        #[cancel] cancel: &CancellationToken,
        #[progress(coalesce)] progress: &Progress<Chunk>,
    ) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    #[event_async]
    fn forget(&self) {}
}
