use eap_runtime::event_async;

#[event_async]
impl Vec<u8> {
    #[event_async(result = sum)]
    fn add_up(&self) -> u8 {
        self.iter().sum()
    }
}

fn main() {}
