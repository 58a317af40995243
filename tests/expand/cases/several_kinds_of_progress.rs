// Operations that report different things: `progress_changed` has the percentages of all, and each kind of incremental
// results an event of its own.
#[event_async]
impl Library {
    #[event_async]
    pub fn search(&self, words: &[String], #[progress] progress: &Progress<Book>) -> usize {
        self.look(words, progress)
    }

    #[event_async]
    pub fn check(&self, #[progress] progress: &Progress<Damage>) {
        self.look_closely(progress)
    }

    #[event_async]
    pub fn close(&self, #[progress] progress: Progress) {
        self.lock_up(progress)
    }
}
