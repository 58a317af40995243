use eap_runtime::event_async;

trait Load {
    #[event_async]
    fn load(&self, #[out] version: &mut u64);
}

struct Store;

impl Load for Store {
    fn load(&self, version: &mut u64) {
        *version = 1;
    }
}

fn main() {
    Store.load(&mut 0);
}
