use eap_runtime::event_async;

struct Store;

impl Store {
    #[event_async(result = bytes)]
    fn load(&self, key: &str, #[out] version: &mut u64) -> Vec<u8> {
        *version = 1;
        key.into()
    }
}

fn main() {
    let _ = Store.load("key", &mut 0);
}
