//! `types_prefix`, where two components of one module have a method of the same name.

use std::sync::Arc;

use eap_runtime::{Events, Progress, event_async, no_callback};

use crate::support::{has_type, listen, receive};

#[derive(Default)]
struct Disk {
    events: Events<Self>,
}

#[event_async(begin_end, future, types_prefix = Disk)]
impl Disk {
    #[event_async]
    fn load(&self, #[progress] progress: &Progress<u8>) -> u8 {
        progress.report_with(100, 1);
        1
    }
}

#[derive(Default)]
struct Tape {
    events: Events<Self>,
}

#[event_async(begin_end, future, types_prefix = Tape)]
impl Tape {
    #[event_async]
    fn load(&self, #[progress] progress: &Progress<u16>) -> u16 {
        progress.report_with(100, 2);
        2
    }
}

#[test]
fn components_of_one_module_can_have_methods_of_the_same_name() {
    let (disk, tape) = (Arc::new(Disk::default()), Arc::new(Tape::default()));
    let of_disk = listen(
        disk.load_completed(),
        |_, e: &DiskLoadCompletedEventArgs| *e.result().unwrap(),
    );
    let of_tape = listen(
        tape.load_completed(),
        |_, e: &TapeLoadCompletedEventArgs| *e.result().unwrap(),
    );
    disk.load_async().unwrap();
    tape.load_async().unwrap();
    assert_eq!((receive(&of_disk), receive(&of_tape)), (1, 2));
}

#[test]
fn all_types_have_the_prefix() {
    let disk = Arc::new(Disk::default());
    let _handler: Option<Box<DiskLoadCompletedEventHandler>> = None;
    let _handler: Option<Box<DiskLoadProgressChangedEventHandler>> = None;
    has_type::<Option<&DiskLoadProgressChangedEventArgs>>(None);
    let future: DiskLoadFuture = disk.load_future();
    assert_eq!(smol::block_on(future).unwrap(), 1);
    let result = disk.begin_load(no_callback, ()).unwrap();
    has_type::<&DiskLoadAsyncResult<()>>(&result);
    assert_eq!(disk.end_load(result).unwrap(), 1);
}
