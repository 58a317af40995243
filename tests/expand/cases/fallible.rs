// Every way to fail, and to give nothing back.
#[event_async(user_state = u32)]
impl Sensor {
    /// An alias of `Result`, known by its name.
    #[event_async]
    pub fn read(&self) -> io::Result<f64> {
        self.sample()
    }

    /// A `Result` under another name.
    #[event_async(fallible)]
    pub fn calibrate(&self) -> Outcome<Curve> {
        self.fit()
    }

    /// Nothing but how it ended.
    #[event_async]
    pub fn reset(&self) -> Result<(), Fault> {
        self.restart()
    }

    /// With an output beside the result, even so.
    #[event_async]
    pub fn log(&self, #[out] lines: &mut usize) -> fmt::Result {
        self.write(lines)
    }

    /// Ends in a panic alone, or when it is cancelled.
    #[event_async]
    pub fn watch(&self, #[cancel] cancel: CancellationToken) -> ! {
        self.watch_on(cancel)
    }
}
