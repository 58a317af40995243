//! Names and types that lints have an opinion of in the places that generated code gives them, but not where they are written.

use std::sync::Arc;

use eap_runtime::{event_async, CancellationToken, Events, InvokeError, Progress};

/// Lends books.
#[derive(Debug, Default)]
pub struct Library {
    events: Events<Self>,
}

#[event_async]
impl Library {
    /// Outputs that are called as methods of well-known traits are, or as conversions and constructors.
    #[event_async(result = as_ref)]
    pub fn lend(
        &self,
        #[out] borrow: &mut u32,
        #[out] from_shelf: &mut u32,
        #[out] into_bag: &mut String,
        #[out] new: &mut String,
    ) -> u32 {
        *borrow = u32::from(self.is_busy());
        *from_shelf = *borrow;
        into_bag.push_str(new);
        new.clear();
        *borrow
    }

    /// Counts.
    #[event_async(result = len)]
    pub fn count(&self) -> usize {
        usize::from(self.is_busy())
    }

    /// A function that is called as a constructor is.
    #[event_async]
    #[must_use]
    pub fn from_catalogue(catalogue: &str) -> usize {
        catalogue.lines().count()
    }

    /// A method that is called as a conversion is.
    #[event_async]
    pub fn into_boxes(self: Arc<Self>) -> Vec<Arc<Self>> {
        vec![self]
    }

    /// Reports, and fails with, what it is itself.
    ///
    /// # Errors
    ///
    /// The library.
    #[event_async]
    pub fn show(
        self: &Arc<Self>,
        #[progress] progress: &Progress<Arc<Self>>,
    ) -> Result<(), Arc<Self>> {
        progress.report_with(100, Self::clone_of(self));
        Err(Self::clone_of(self))
    }

    fn clone_of(this: &Arc<Self>) -> Arc<Self> {
        Arc::clone(this)
    }

    /// Has types that are less than too much each, but more together.
    #[event_async]
    pub fn sort(
        &self,
        by: &mut Option<Box<dyn Fn(u32, u32) -> bool + Send>>,
        shelves: &mut [Result<Vec<Option<u32>>, Vec<u32>>],
        #[out] boxes: &mut Vec<Result<Vec<Option<u32>>, Vec<u32>>>,
    ) -> Option<(Vec<u32>, Vec<Vec<u32>>)> {
        boxes.extend(shelves.iter().cloned());
        let numbers = vec![u32::from(by.is_some())];
        self.is_busy().then(|| (numbers, vec![]))
    }

    /// Has no name that could go without `r#`.
    #[event_async(result = r#in)]
    pub fn r#move(&self, r#type: &mut u32, #[out(name = r#else)] r#as: &mut u32) -> u32 {
        *r#as = *r#type;
        u32::from(self.is_busy())
    }

    /// Has a name with an underscore at its end, in the middle of what is made from it.
    #[event_async(begin_end, future)]
    pub fn loop_(&self, #[progress] progress: &Progress) {
        progress.report(u8::from(self.is_busy()));
    }

    /// The documentation of what all operations share names each of them.
    #[event_async]
    pub fn take_stock_of_everything_that_there_is_on_all_of_the_shelves_in_the_building(
        &self,
    ) -> bool {
        self.is_busy()
    }

    /// Has a name that is as long.
    #[event_async]
    pub fn look_for_everything_that_there_should_be_on_some_shelf_in_the_building(&self) -> bool {
        self.is_busy()
    }
}

/// The same in private, where more lints fire.
#[derive(Default)]
struct Reading {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = u8)]
impl Reading {
    #[event_async(result = as_ref)]
    fn read(
        &self,
        large: &[u64; 64],
        #[out] from_page: &mut u64,
        #[out] into_bag: &mut u64,
        #[cancel] cancel: &CancellationToken,
    ) -> Option<u64> {
        *from_page = large.iter().sum();
        *into_bag = u64::from(self.read_completed().is_empty());
        (!cancel.is_cancelled()).then_some(*from_page)
    }

    #[event_async]
    fn from_index(index: &str) -> Option<String> {
        index.lines().next().map(str::to_owned)
    }

    #[event_async(begin_end, future)]
    fn _reset(&self, _force: bool) -> bool {
        self.read_completed().is_empty()
    }

    #[event_async]
    fn _2d(&self, #[out] x: &mut bool) -> bool {
        *x = self.read_completed().is_empty();
        *x
    }
}

/// Has a deprecated operation.
#[derive(Debug, Default)]
pub struct Cellar {
    events: Events<Self>,
}

#[deprecated = "it is damp"]
#[event_async(begin_end, future)]
impl Cellar {
    /// Lends one.
    #[event_async]
    pub fn lend_wine(&self, #[out] number: &mut u32) -> u32 {
        *number = u32::from(self.is_damp());
        *number
    }
}

impl Cellar {
    const fn is_damp(&self) -> bool {
        size_of_val(&self.events) > 0
    }
}

/// Starts one.
///
/// # Errors
///
/// It was refused.
pub fn start() -> Result<(), InvokeError> {
    let reading = Arc::new(Reading::default());
    reading._reset_async(true, 1)?;
    reading._2d_async(4)?;
    reading.from_index_async("text", 2)?;
    reading.read_async([0; 64], 3)
}

pub use self::elsewhere::*;

/// Operations of a component whose type is in another module.
mod elsewhere {

    /// Lends pictures.
    #[derive(Debug, Default)]
    pub struct Gallery {
        pub(super) events: eap_runtime::Events<Self>,
    }

    mod operations {
        use eap_runtime::event_async;

        use super::super::Gallery;

        #[event_async(user_state = u8)]
        impl Gallery {
            /// Lends one.
            #[event_async]
            pub fn lend_picture(&self, #[out] number: &mut u32) {
                *number = u32::from(self.is_busy());
            }
        }
    }
}
