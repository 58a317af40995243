//! `#[cfg]` and `#[cfg_attr]` on impl blocks and methods. What is under a condition that does not hold is not even resolved.

use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, InvokeError, event_async};

use crate::support::{Gate, gate, listen, receive};

/// An impl block that is not compiled leaves nothing.
#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[cfg(any())]
#[event_async(concurrent, user_state = NotThere)]
impl Store {
    #[event_async]
    fn load(&self, #[cancel] cancel: &CancellationToken) -> NotThere {
        NotThere
    }
}

#[cfg_attr(all(), cfg(all()), allow(unused))]
#[event_async]
impl Store {
    #[event_async]
    fn load(&self) -> u8 {
        8
    }
}

#[test]
fn one_of_two_impl_blocks_is_compiled() {
    let store = Arc::new(Store::default());
    let loaded = listen(
        store.load_completed(),
        |_store, e: &LoadCompletedEventArgs| *e.result().unwrap(),
    );
    store.load_async().unwrap();
    assert_eq!(receive(&loaded), 8);
}

/// Has a method for each of several conditions.
#[derive(Default)]
struct Sensor {
    events: Events<Self>,
}

#[event_async(multiple_operations)]
impl Sensor {
    #[cfg_attr(all(), cfg(any()))]
    #[event_async]
    fn measure(&self) -> NotThere {
        NotThere
    }

    #[cfg_attr(any(), cfg(any()))]
    #[cfg(test)]
    #[event_async]
    fn measure(&self, #[cancel] cancel: &CancellationToken, gate: Gate) -> Option<u32> {
        gate.pass();
        (!cancel.is_cancelled()).then_some(20)
    }

    #[cfg(test)]
    #[cfg(any())]
    #[event_async]
    fn report(&self, #[progress] progress: &Progress, #[cancel] cancel: &CancellationToken) {
        not_there()
    }
}

#[test]
fn one_of_two_methods_is_compiled() {
    let sensor = Arc::new(Sensor::default());
    let measured = listen(sensor.measure_completed(), |_sensor, e| {
        e.result().ok().copied().flatten()
    });
    sensor.measure_async(Gate::open()).unwrap();
    assert_eq!(receive(&measured), Some(20));
}

#[test]
fn what_serves_the_component_is_there_while_one_of_its_methods_is() {
    let sensor = Arc::new(Sensor::default());
    let cancelled = listen(sensor.measure_completed(), |_sensor, e| e.cancelled());
    let (key, closed) = gate();
    sensor.measure_async(closed).unwrap();
    assert!(sensor.is_busy());
    assert_eq!(sensor.measure_async(Gate::open()), Err(InvokeError::Busy));
    sensor.cancel_async();
    drop(key);
    assert!(receive(&cancelled));
}

/// There would be two of this if what serves the component were there for methods that are not compiled.
impl Sensor {
    fn progress_changed() -> &'static str {
        "by hand"
    }
}

#[test]
fn what_would_only_serve_methods_that_are_not_compiled_is_not_there() {
    assert_eq!(Sensor::progress_changed(), "by hand");
}

/// Has attributes that appear by way of a condition.
#[derive(Default)]
struct Fax {
    events: Events<Self>,
}

#[event_async]
impl Fax {
    #[cfg_attr(all(), deprecated = "nobody has one", must_use)]
    #[cfg_attr(all(), doc(hidden), inline, allow(unused_variables))]
    #[event_async]
    fn send(&self, page: &str, unused: u32) -> usize {
        page.len()
    }

    #[cfg_attr(any(), deprecated, not_there)]
    #[event_async]
    fn receive(&self) -> usize {
        1
    }
}

#[test]
fn attributes_can_be_conditional() {
    let fax = Arc::new(Fax::default());
    #[expect(deprecated)]
    let sent = listen(fax.send_completed(), |_fax, e| *e.result().unwrap());
    #[expect(deprecated)]
    fax.send_async("page", 0).unwrap();
    assert_eq!(receive(&sent), 4);
}

#[test]
fn attributes_of_a_condition_that_does_not_hold_are_not_there() {
    let fax = Arc::new(Fax::default());
    let received = listen(fax.receive_completed(), |_fax, e| *e.result().unwrap());
    fax.receive_async().unwrap();
    assert_eq!(receive(&received), 1);
}
