// Operations that share what is the component's: `cancel_async` and, since they report the same, `progress_changed`.
#[event_async(concurrent, user_state = Url)]
impl Downloader {
    #[event_async(result = content)]
    pub fn download(
        &self,
        #[cancel] cancel: &CancellationToken,
        #[progress] progress: &Progress<Received>,
    ) -> Result<Vec<u8>, HttpError> {
        self.get(cancel, progress)
    }

    #[event_async]
    pub(crate) fn download_to(
        &self,
        path: &Path,
        #[cancel] cancel: &CancellationToken,
        #[progress(coalesce)] progress: &Progress<Received>,
    ) -> Result<(), HttpError> {
        self.get_to(path, cancel, progress)
    }

    /// Cannot be cancelled, and says nothing before it is done.
    #[event_async(result = length)]
    fn measure(&self) -> Option<u64> {
        self.head()
    }
}
