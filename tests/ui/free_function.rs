use eap_runtime::event_async;

#[event_async]
fn load(key: &str, #[out] version: &mut u64) {
    *version = key.len() as u64;
}

fn main() {
    load("key", &mut 0);
}
