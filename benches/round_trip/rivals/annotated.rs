//! With `#[event_async]`.

use std::sync::Arc;

use eap_runtime::{Events, TaskId, event_async};

use super::{Rival, answer, halve};

#[derive(Default)]
pub(crate) struct Component {
    events: Events<Self>,
}

#[event_async(concurrent)]
impl Component {
    #[event_async(result = is_even)]
    fn halve(number: u32, #[out] half: &mut u32) -> bool {
        halve(number, half)
    }
}

pub(crate) struct Annotated(Arc<Component>);

impl Rival for Annotated {
    fn new() -> Self {
        let component = Arc::new(Component::default());
        component.halve_completed().subscribe(|_component, e| {
            if let Ok((is_even, half)) = e.results() {
                answer(*is_even, *half);
            }
        });
        Self(component)
    }

    fn start(&self, number: u32) {
        assert!(self.0.halve_async(number, TaskId::new()).is_ok());
    }
}
