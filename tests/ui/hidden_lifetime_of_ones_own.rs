use std::sync::Arc;

use eap_runtime::{Events, event_async};

struct View<'a> {
    name: &'a str,
}

#[derive(Default)]
struct Store {
    events: Events<Self>,
    name: String,
}

#[event_async]
impl Store {
    #[event_async]
    fn view(&self) -> View {
        View { name: &self.name }
    }

    #[event_async]
    fn show(&self, view: View) -> usize {
        view.name.len()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = store.view().name;
    let _ = store.show(View { name: "name" });
}
