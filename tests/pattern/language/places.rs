//! Where a component can stand, and what can stand around its methods.

use std::sync::Arc;

use eap_runtime::{Events, event_async};

use crate::support::{listen, receive};

/// Modules within modules, whose items see one another only so far.
mod outer {
    pub(super) mod inner {
        use eap_runtime::{Events, event_async};

        #[derive(Default)]
        pub(in crate::language) struct Vault {
            pub(super) events: Events<Self>,
        }

        #[event_async]
        impl Vault {
            #[event_async(result = turns)]
            pub(in crate::language::places) fn open(&self, turns: super::Turns) -> super::Turns {
                turns
            }
        }

        pub(super) mod innermost {
            use eap_runtime::event_async;

            #[derive(Default)]
            pub(crate) struct Safe {
                pub(super) events: eap_runtime::Events<Self>,
            }

            #[event_async]
            #[expect(
                unused_qualifications,
                reason = "this is about types that are written so"
            )]
            impl super::innermost::Safe {
                #[event_async]
                pub(in super::super) fn close(&self, #[out] turns: &mut super::super::Turns) {
                    turns.0 = 7;
                    self.lock();
                }

                #[event_async]
                pub(self) fn lock(&self) {
                    let _ = self.lock_completed();
                }
            }
        }
    }

    #[derive(Clone, Debug, Default, PartialEq)]
    pub(super) struct Turns(pub(super) u8);

    /// The component is in one module, and its operations in another.
    #[derive(Default)]
    pub(super) struct Lock {
        pub(super) events: eap_runtime::Events<Self>,
    }

    #[test]
    fn what_is_generated_is_seen_as_far_as_its_method() {
        use inner::innermost::{CloseCompletedEventArgs, Safe};

        let safe = std::sync::Arc::new(Safe::default());
        let closed = crate::support::listen(
            safe.close_completed(),
            |_safe, e: &CloseCompletedEventArgs| e.turns().unwrap().clone(),
        );
        safe.close_async().unwrap();
        assert_eq!(crate::support::receive(&closed), Turns(7));
    }
}

#[test]
fn modules_can_be_nested() {
    let vault = Arc::new(outer::inner::Vault::default());
    let opened = listen(
        vault.open_completed(),
        |_vault, e: &outer::inner::OpenCompletedEventArgs| e.turns().unwrap().clone(),
    );
    vault.open_async(outer::Turns(3)).unwrap();
    assert_eq!(receive(&opened), outer::Turns(3));
}

#[event_async]
impl outer::Lock {
    #[event_async]
    fn open(self: &Arc<outer::Lock>, key: u8) -> bool {
        key == 7
    }
}

#[test]
fn the_impl_block_can_be_in_another_module_than_its_type() {
    let lock = Arc::new(outer::Lock::default());
    let opened = listen(
        lock.open_completed(),
        |_lock, e: &OpenCompletedEventArgs| *e.result().unwrap(),
    );
    lock.open_async(7).unwrap();
    assert!(receive(&opened));
}

struct Generic<T> {
    events: Events<Self>,
    value: T,
}

type Alias = Generic<u8>;

#[event_async]
impl Alias {
    #[event_async]
    fn get(&self) -> u8 {
        self.value
    }
}

#[event_async]
impl Generic<String> {
    #[event_async]
    fn read(&self) -> String {
        self.value.clone()
    }
}

#[test]
fn a_type_can_be_called_by_its_alias() {
    let alias = Arc::new(Alias {
        events: Events::new(),
        value: 8,
    });
    let got = listen(alias.get_completed(), |_alias, e| *e.result().unwrap());
    alias.get_async().unwrap();
    assert_eq!(receive(&got), 8);
}

#[test]
fn each_instance_of_a_generic_type_can_be_a_component_of_its_own() {
    let generic = Arc::new(Generic {
        events: Events::new(),
        value: "text".to_owned(),
    });
    let read = listen(generic.read_completed(), |_generic, e| {
        e.result().unwrap().clone()
    });
    generic.read_async().unwrap();
    assert_eq!(receive(&read), "text");
}

/// A component in a function, where paths lead to no other item of it.
fn in_a_function(number: u32) -> u32 {
    const OFFSET: u32 = 40;

    struct Number(u32);

    #[derive(Default)]
    struct Local {
        events: Events<Self>,
    }

    #[event_async]
    impl Local {
        #[event_async(result = sum)]
        fn add(&self, number: Number) -> Number {
            Number(number.0 + OFFSET)
        }
    }

    let local = Arc::new(Local::default());
    let handler: Box<AddCompletedEventHandler> = {
        let _ = &local;
        Box::new(|_local, e: &AddCompletedEventArgs| assert!(e.sum().is_ok()))
    };
    local.add_completed().subscribe(handler);
    let sums = listen(local.add_completed(), |_local, e| e.sum().unwrap().0);
    local.add_async(Number(number)).unwrap();
    receive(&sums)
}

#[test]
fn a_component_can_be_an_item_of_a_function() {
    assert_eq!(in_a_function(2), 42);
}

#[test]
fn a_component_can_be_an_item_of_a_block() {
    let results = {
        #[derive(Default)]
        struct Local {
            events: Events<Self>,
        }

        #[event_async]
        impl Local {
            /// Has a component of its own inside.
            #[event_async]
            fn nest(&self) -> u32 {
                #[derive(Default)]
                struct Local {
                    events: Events<Self>,
                }

                #[event_async]
                impl Local {
                    #[event_async]
                    fn nest(&self) -> u32 {
                        fn helper(#[cfg(test)] number: u32) -> u32 {
                            number
                        }

                        helper(42)
                    }
                }

                let inner = Arc::new(Local::default());
                let results = listen(inner.nest_completed(), |_inner, e| *e.result().unwrap());
                inner.nest_async().unwrap();
                receive(&results)
            }
        }

        let local = Arc::new(Local::default());
        let results = listen(local.nest_completed(), |_local, e| *e.result().unwrap());
        local.nest_async().unwrap();
        results
    };
    assert_eq!(receive(&results), 42);
}

/// Items of every kind, and qualifiers and attributes of every kind.
#[derive(Default)]
struct Cabinet {
    events: Events<Self>,
}

/** An impl block with documentation
 * in another form. */
#[event_async]
#[allow(clippy::doc_markdown)]
impl Cabinet {
    //! More of it, from inside.
    #![allow(unused_attributes)]

    /// Is no operation.
    const DRAWERS: usize = { 3 };

    /** Counts. */
    #[doc = concat!("Counts ", "well.")]
    #[doc(alias = "number")]
    #[inline]
    #[track_caller]
    #[must_use]
    #[event_async]
    const fn count(&self) -> usize {
        Self::DRAWERS
    }

    #[cold]
    #[event_async]
    pub(self) extern "C" fn sum(a: i32, b: i32) -> i32 {
        a + b
    }

    fn helper(&self) -> impl Fn(usize) -> usize + use<> {
        |drawers| drawers + Self::DRAWERS
    }

    #[rustfmt::skip]
    #[event_async(
        result = drawers,
    )]
    fn extend<>(&self, by: usize,) -> usize
    where
    {
        self.helper()(by)
    }
}

#[test]
fn a_method_can_have_documentation_and_attributes() {
    let cabinet = Arc::new(Cabinet::default());
    let counts = listen(cabinet.count_completed(), |_cabinet, e| {
        *e.result().unwrap()
    });
    cabinet.count_async().unwrap();
    assert_eq!(receive(&counts), 3);
}

#[test]
fn a_function_can_have_qualifiers() {
    let cabinet = Arc::new(Cabinet::default());
    let sums = listen(cabinet.sum_completed(), |_cabinet, e| *e.result().unwrap());
    cabinet.sum_async(40, 2).unwrap();
    assert_eq!(receive(&sums), 42);
}

#[test]
fn lists_can_be_empty_or_end_with_a_comma() {
    let cabinet = Arc::new(Cabinet::default());
    let drawers = listen(cabinet.extend_completed(), |_cabinet, e| {
        *e.drawers().unwrap()
    });
    cabinet.extend_async(39).unwrap();
    assert_eq!(receive(&drawers), 42);
}
