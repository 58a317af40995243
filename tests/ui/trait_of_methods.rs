use eap_runtime::event_async;

#[event_async]
trait Load {
    #[event_async]
    fn load(&self, #[out] version: &mut u64);
}

struct Store;

#[event_async]
impl Load for Store {
    #[event_async]
    fn load(&self, #[out] version: &mut u64) {
        *version = 1;
    }
}

fn main() {
    Store.load(&mut 0);
}
