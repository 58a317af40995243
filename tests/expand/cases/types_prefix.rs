// Two components of one module have a method of the same name.
#[event_async(types_prefix = Disk, future)]
impl Disk {
    #[event_async]
    pub fn load(&self) -> Vec<u8> {
        self.read()
    }
}

#[event_async(types_prefix = Tape, future)]
impl Tape {
    #[event_async]
    pub fn load(&self) -> Vec<u8> {
        self.wind()
    }
}
