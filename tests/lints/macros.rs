//! Components that come out of macros of this crate, whose lints look at more than at what comes from elsewhere.

use eap_runtime::{event_async, CancellationToken, Events, Progress};

/// All of it is the macro's, but for names and types.
macro_rules! catalogue {
    ($name:ident<$parameter:ident: $bound:path>, $item:ty, $vis:vis $method:ident) => {
        /// Lists everything.
        #[derive(Debug, Default)]
        pub struct $name<$parameter> {
            events: Events<Self>,
            items: Vec<$parameter>,
        }

        #[event_async(concurrent)]
        impl<$parameter: $bound + Send + Sync + 'static> $name<$parameter> {
            /// Finds one.
            ///
            /// # Errors
            ///
            /// There is none.
            #[event_async(result = item)]
            $vis fn $method(
                &self,
                position: usize,
                _hint: &str,
                #[out] from_end: &mut usize,
                #[out] left: &mut Vec<$parameter>,
                #[cancel] cancel: &CancellationToken,
                #[progress] progress: &Progress<$item>,
            ) -> Result<$item, usize> {
                *from_end = self.items.len().abs_diff(position);
                left.extend(self.items.iter().skip(position).cloned());
                let item = self.items.get(position).ok_or(position)?;
                if !cancel.is_cancelled() {
                    progress.report_with(100, Some(item.clone()));
                }
                Ok(Some(item.clone()))
            }

            /// Counts them.
            #[event_async]
            pub fn len(&self, a: u8, b: u8, c: u8, d: u8) -> usize {
                self.items.len() + usize::from(a ^ b ^ c ^ d)
            }

            /// Whether there are none.
            #[must_use]
            pub const fn is_empty(&self) -> bool {
                self.items.is_empty()
            }
        }
    };
}

catalogue!(Catalogue<T: Clone>, Option<T>, pub find);

/// Another, in a module with one of that name.
pub mod parts {
    use super::{event_async, CancellationToken, Events, Progress};

    catalogue!(Parts<T: Clone>, Option<T>, pub look_up);
}
