use eap_runtime::{Events, event_async};

type Outcome<T> = Result<T, String>;

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(begin_end, future)]
impl Store {
    #[event_async]
    fn load(&self, key: u32) -> Result {
        Ok(key)
    }

    #[event_async]
    fn save(&self, key: u32) -> Result<()> {
        drop(key);
        Ok(())
    }

    #[event_async(fallible)]
    fn count(&self, keys: Vec) -> Outcome {
        Ok(keys.len())
    }

    #[event_async(fallible)]
    fn find(&self, key: u32, #[out] place: &mut usize) -> Outcome<u32, String> {
        *place = 1;
        Ok(key)
    }
}

fn main() {}
