//! `#[cfg_attr(p, event_async(…))]` makes a method an operation under `#[cfg(p)]`, and the marks of its parameters count then.

use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, Progress, event_async};

use crate::support::{listen, receive};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(multiple_operations)]
impl Store {
    #[cfg_attr(all(), event_async(result = bytes), must_use)]
    fn load(
        &self,
        key: &str,
        #[cfg_attr(all(), out(name = length, init = 1))] size: &mut usize,
        #[cfg_attr(all(), cancel)] cancel: &CancellationToken,
        #[cfg_attr(all(), progress)] progress: &Progress<u8>,
    ) -> Vec<u8> {
        progress.report_with(100, 1);
        *size += usize::from(!cancel.is_cancelled()) + key.len();
        key.into()
    }

    #[cfg_attr(any(), event_async)]
    fn save(&self, #[cfg_attr(any(), out)] size: &mut usize) {
        *size = 5;
    }

    #[cfg(not(any()))]
    fn save_async(&self) -> usize {
        let mut size = 0;
        self.save(&mut size);
        size
    }
}

#[test]
fn a_method_is_an_operation_where_the_condition_holds() {
    let store = Arc::new(Store::default());
    let reported = listen(store.progress_changed(), |_, e| e.data().copied());
    let loaded = listen(store.load_completed(), |_, e| {
        let (bytes, length) = e.results().unwrap();
        (bytes.clone(), *length)
    });
    store.load_async("ab").unwrap();
    assert_eq!(receive(&reported), Some(1));
    assert_eq!(receive(&loaded), (b"ab".to_vec(), 4));
    store.cancel_async();
}

#[test]
fn a_method_is_only_a_method_where_the_condition_does_not_hold() {
    assert_eq!(Store::default().save_async(), 5);
}
