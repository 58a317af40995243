use std::sync::Arc;

use eap_runtime::{Events, event_async};

struct Reader<'a> {
    events: Events<Self>,
    bytes: &'a [u8],
}

#[event_async]
impl<'a> Reader<'a> {
    #[event_async]
    fn read(&self) -> usize {
        self.bytes.len()
    }
}

struct Writer<'a> {
    events: Events<Self>,
    text: &'a str,
}

#[event_async]
impl Writer<'_> {
    #[event_async]
    fn write(&self) -> usize {
        self.text.len()
    }
}

fn main() {
    let reader = Arc::new(Reader {
        events: Events::new(),
        bytes: b"bytes",
    });
    reader
        .read_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = reader.read_async();
    let writer = Arc::new(Writer {
        events: Events::new(),
        text: "text",
    });
    writer
        .write_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = writer.write_async();
}
