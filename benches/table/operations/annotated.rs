//! With `#[event_async]`.

use std::sync::Arc;

use eap_runtime::context::CurrentGuard;
use eap_runtime::{EventLoop, Events, TaskId, event_async};

use super::{Contender, done, halve};

#[derive(Default)]
pub(crate) struct Plain {
    events: Events<Self>,
}

#[event_async(concurrent)]
impl Plain {
    #[event_async(result = number)]
    fn halve(number: u64, #[out] half: &mut u64) -> u64 {
        halve(number, half)
    }
}

pub(crate) struct Annotated(Arc<Plain>);

impl Annotated {
    pub(crate) fn new() -> Self {
        let component = Arc::new(Plain::default());
        component.halve_completed().subscribe(|_component, e| {
            if let Ok((number, _half)) = e.results() {
                done(*number);
            }
        });
        Self(component)
    }
}

impl Contender for Annotated {
    fn start(&self, number: u64) {
        assert!(self.0.halve_async(number, TaskId::new()).is_ok());
    }
}

mod cancellable {
    use eap_runtime::{CancellationToken, Cancelled, Events, event_async};

    #[derive(Default)]
    pub(crate) struct Component {
        events: Events<Self>,
    }

    #[event_async(concurrent)]
    impl Component {
        #[event_async(result = number)]
        pub(crate) fn halve(
            number: u64,
            #[out] half: &mut u64,
            #[cancel] cancel: &CancellationToken,
        ) -> Result<u64, Cancelled> {
            cancel.check()?;
            Ok(super::halve(number, half))
        }
    }
}

pub(crate) struct Cancellable(Arc<cancellable::Component>);

impl Cancellable {
    pub(crate) fn new() -> Self {
        let component = Arc::new(cancellable::Component::default());
        component.halve_completed().subscribe(|_component, e| {
            if let Ok((number, _half)) = e.results() {
                done(*number);
            }
        });
        Self(component)
    }
}

impl Contender for Cancellable {
    fn start(&self, number: u64) {
        assert!(self.0.halve_async(number, TaskId::new()).is_ok());
    }
}

/// The handlers run in a loop on the starting thread.
pub(crate) struct AnnotatedInLoop {
    annotated: Annotated,
    event_loop: EventLoop,
    _current: CurrentGuard,
}

impl AnnotatedInLoop {
    pub(crate) fn new() -> Self {
        let event_loop = EventLoop::new();
        Self {
            annotated: Annotated::new(),
            _current: event_loop.enter(),
            event_loop,
        }
    }
}

impl Contender for AnnotatedInLoop {
    fn start(&self, number: u64) {
        self.annotated.start(number);
    }

    fn turn(&self) {
        if self.event_loop.poll() == 0 {
            std::thread::yield_now();
        }
    }
}
