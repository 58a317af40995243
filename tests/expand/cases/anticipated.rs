// A component that will have more operations one day, and takes the names for many now.
#[event_async(multiple_operations, user_state = Ticket)]
impl Printer {
    #[event_async]
    pub fn print(&self, pages: Vec<Page>, #[cancel] cancel: &CancellationToken, #[progress] progress: &Progress) {
        self.feed(pages, cancel, progress)
    }
}
