use eap_runtime::event_async;

#[event_async]
struct Store;

#[event_async(concurrent)]
enum Cache {
    Empty,
}

#[event_async]
mod stores {
    pub struct Disk;
}

#[event_async]
const LIMIT: usize = 10;

fn main() {
    let _ = (Store, Cache::Empty, stores::Disk, LIMIT);
}
