// Two operations that end alike: the one reuses the other's args.
#[event_async]
impl Account {
    #[event_async(result = balance)]
    pub fn deposit(&self, amount: u64) -> Result<u64, Overflow> {
        self.change(amount)
    }

    #[event_async(completed_args = DepositCompletedEventArgs)]
    pub fn withdraw(&self, amount: u64) -> Result<u64, Overflow> {
        self.change(amount)
    }
}
