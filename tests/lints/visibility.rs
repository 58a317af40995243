//! Components that are seen less far than those of the other modules.

use std::sync::Arc;

use eap_runtime::{event_async, CancellationToken, Events, InvokeError, Progress, TaskId};

/// Nobody else sees it.
#[derive(Default)]
struct Hidden {
    events: Events<Self>,
}

/// A private type.
#[derive(Clone, Debug, Default)]
struct Secret {
    number: u32,
}

#[event_async(concurrent)]
impl Hidden {
    #[event_async]
    fn whisper(
        &self,
        secret: Secret,
        #[out] kept: &mut Secret,
        #[cancel] cancel: &CancellationToken,
        #[progress] progress: &Progress<Secret>,
    ) -> u32 {
        kept.number = secret.number + u32::from(cancel.is_cancelled());
        progress.report_with(100, secret);
        u32::from(self.whisper_completed().is_empty())
    }
}

/// Nothing of it is used.
#[derive(Default)]
struct Unused {
    events: Events<Self>,
}

#[event_async]
impl Unused {
    #[event_async]
    fn whisper_nothing(&self, #[cancel] cancel: &CancellationToken, #[out] kept: &mut Secret) {
        let Self { events } = self;
        kept.number =
            u32::from(cancel.is_cancelled()) + u32::from(format!("{events:?}").is_empty());
    }

    #[event_async]
    fn murmur(&self, #[progress] progress: &Progress<Secret>) -> Result<Secret, Secret> {
        let Self { events } = self;
        progress.report(100);
        Err(Secret {
            number: u32::from(format!("{events:?}").is_empty()),
        })
    }

    #[event_async]
    fn mutter(&self, #[progress] progress: &Progress<u8>) {
        let Self { events } = self;
        progress.report(u8::from(format!("{events:?}").is_empty()));
    }
}

/// Nobody calls its methods, either, and it comes out of a macro.
macro_rules! forgotten {
    ($name:ident) => {
        #[derive(Default)]
        struct $name {
            events: Events<Self>,
        }

        #[event_async]
        impl $name {
            #[event_async]
            pub(crate) fn forget(&self, #[out] forgotten: &mut Secret) {
                let Self { events } = self;
                forgotten.number = u32::from(format!("{events:?}").is_empty());
            }
        }
    };
}

forgotten!(Forgotten);

trait Hide: Clone + Send + Sync + 'static {}

impl Hide for Secret {}

/// Nobody else can name it, and so not what its operations deal in, although they say that they are seen elsewhere.
macro_rules! guarded {
    ($name:ident, $method:ident) => {
        struct $name<T: Hide> {
            events: Events<Self>,
            hidden: T,
        }

        #[event_async(multiple_operations)]
        impl<T: Hide> $name<T>
        where
            Vec<T>: Extend<T>,
        {
            #[event_async]
            pub(crate) fn $method(
                &self,
                #[out] hidden: &mut Vec<T>,
                #[progress] progress: &Progress<Secret>,
                #[cancel] cancel: &CancellationToken,
            ) -> Secret {
                progress.report(u8::from(self.is_busy() && cancel.is_cancelled()));
                hidden.extend([self.hidden.clone()]);
                Secret::default()
            }
        }
    };
}

guarded!(Guarded, reveal);

/// Is seen in the whole crate, and so are some of its operations.
mod inner {
    use eap_runtime::{event_async, CancellationToken, Events, Progress};

    #[derive(Default)]
    pub(super) struct Safe {
        events: Events<Self>,
    }

    #[event_async(user_state = u8)]
    impl Safe {
        #[event_async]
        pub(super) fn open(&self, #[cancel] cancel: &CancellationToken) -> bool {
            self.lock(&Progress::none()) && cancel.is_cancelled()
        }

        #[event_async]
        pub(crate) fn close(&self, #[out] turns: &mut u32) {
            *turns = u32::from(self.is_busy());
        }

        #[event_async]
        fn lock(&self, #[progress] progress: &Progress) -> bool {
            progress.report(100);
            self.is_busy()
        }
    }
}

/// Uses them all, and one that is only there for this.
///
/// # Errors
///
/// An operation was refused.
pub fn start() -> Result<u32, InvokeError> {
    #[derive(Default)]
    struct Local {
        events: Events<Self>,
    }

    #[event_async]
    impl Local {
        #[event_async]
        fn count(&self, #[out] number: &mut u32) {
            *number = u32::from(self.is_busy());
        }
    }

    let hidden = Arc::new(Hidden::default());
    hidden.whisper_async(Secret::default(), TaskId::new())?;
    let safe = Arc::new(inner::Safe::default());
    safe.open_async(1)?;
    let mut turns = 0;
    safe.close(&mut turns);
    let local = Arc::new(Local::default());
    local.count_async()?;
    drop(Forgotten::default());
    let guarded = Guarded {
        events: Events::new(),
        hidden: Secret::default(),
    };
    let mut revealed = Vec::new();
    turns += guarded
        .reveal(&mut revealed, &Progress::none(), &CancellationToken::none())
        .number;
    let unused = Unused::default();
    unused.whisper_nothing(&CancellationToken::none(), &mut Secret::default());
    unused.mutter(&Progress::none());
    let error = unused.murmur(&Progress::none()).map_err(|e| e.number);
    Ok(turns + error.err().unwrap_or(0))
}
