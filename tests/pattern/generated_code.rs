//! "Define the following event in the same class as the method", and the types "outside of the class itself, but in the
//! same namespace": what is generated gets along with whatever is there already.

use std::sync::Arc;
use std::sync::mpsc;

use eap_runtime::{Events, TaskId, event_async};

use crate::support::{listen, receive};

/// Parameters that are called what somebody who writes the code by hand might call things.
#[derive(Default)]
struct Names {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = u8)]
impl Names {
    #[event_async(result = sum)]
    #[expect(
        clippy::too_many_arguments,
        reason = "each name is one that could clash"
    )]
    fn add(
        &self,
        this: u32,
        call: u32,
        component: &[u32; 4],
        user_state: u32,
        completed: u32,
        argument1: u32,
        (first, _): (u32, u32),
        _: u32,
        #[out] result: &mut u32,
        #[out] output: &mut u32,
        e: &mut u32,
    ) -> u32 {
        *result = this + call + component[0] + user_state + completed + argument1 + first;
        *output = *result + 1;
        *e += 1;
        *result
    }
}

#[test]
fn parameters_may_have_any_name() {
    let names = Arc::new(Names::default());
    let results = listen(names.add_completed(), |_names, e| {
        let (sum, result, output, changed) = e.results().unwrap();
        (*e.user_state(), *sum, *result, *output, *changed)
    });
    names
        .add_async(1, 1, [1; 4], 1, 1, 1, (1, 9), 9, 5, 3)
        .unwrap();
    assert_eq!(receive(&results), (3, 7, 7, 8, 6));
}

/// Everything of the prelude that generated code is tempted to use means something else here.
mod shadowed {
    #![no_implicit_prelude]
    #![allow(dead_code, reason = "the types are there for their names")]

    use ::eap_runtime::{Events, event_async};

    struct Result;
    struct Option;
    struct Ok;
    struct Err;
    struct Some;
    struct Box;
    struct String;
    struct Vec;
    struct Arc;
    struct Send;
    struct Default;
    struct From;
    struct Into;
    struct Clone;
    struct FnOnce;
    mod core {}
    mod std {}
    mod eap_runtime {}

    pub(super) struct Component {
        pub(super) events: Events<Self>,
    }

    #[event_async]
    impl Component {
        #[event_async(result = length)]
        pub(super) fn measure(
            &self,
            text: &str,
            items: &[u8],
            object: &(dyn ::std::fmt::Debug + ::std::marker::Sync),
            #[out] shown: &mut ::std::string::String,
            changed: &mut u32,
        ) -> ::std::io::Result<usize> {
            if text.is_empty() {
                let kind = ::std::io::ErrorKind::InvalidInput;
                return ::std::result::Result::Err(::std::convert::From::from(kind));
            }
            *shown = ::std::format!("{object:?}");
            *changed += 1;
            ::std::result::Result::Ok(text.len() + items.len())
        }
    }
}

#[test]
fn generated_code_needs_nothing_in_scope() {
    let component = Arc::new(shadowed::Component {
        events: Events::new(),
    });
    let results = listen(component.measure_completed(), |_component, e| {
        let (length, shown, changed) = e.results().unwrap();
        (*length, shown.clone(), *changed)
    });
    component
        .measure_async("four", vec![1, 2], Box::new('x'), 1)
        .unwrap();
    assert_eq!(receive(&results), (6, "'x'".to_owned(), 2));
}

/// A crate that hands the runtime on to its own users, under another name.
mod facade {
    pub(crate) mod inner {
        pub(crate) use eap_runtime as asynchronous;
    }
}

#[derive(Default)]
struct Client {
    events: Events<Self>,
}

#[facade::inner::asynchronous::event_async(concurrent, crate = crate::generated_code::facade::inner::asynchronous)]
impl Client {
    #[event_async(result = greeting)]
    fn greet(&self, name: &str, #[out] length: &mut usize) -> String {
        *length = name.len();
        format!("hello, {name}")
    }
}

#[test]
fn the_runtime_may_live_elsewhere() {
    let client = Arc::new(Client::default());
    let greetings = listen(client.greet_completed(), |_client, e| {
        let (greeting, length) = e.results().unwrap();
        (greeting.clone(), *length)
    });
    client.greet_async("world", TaskId::new()).unwrap();
    assert_eq!(receive(&greetings), ("hello, world".to_owned(), 5));
}

/// What a module shows of its component, and what it keeps.
mod bank {
    use eap_runtime::{Events, event_async};

    #[derive(Default)]
    pub(crate) struct Vault {
        events: Events<Self>,
    }

    #[event_async(concurrent)]
    impl Vault {
        #[event_async]
        pub(crate) fn open(&self) -> u32 {
            self.combination()
        }

        // A private type in a private operation, which would be an error if anything of it were to be seen outside.
        #[event_async(result = turns)]
        fn turn(&self) -> Turns {
            Turns(self.combination())
        }

        fn combination(&self) -> u32 {
            let _ = self.turn_completed().is_empty();
            1234
        }
    }

    struct Turns(u32);

    #[test]
    fn a_private_operation_is_there_for_its_own_module() {
        use std::sync::Arc;

        let vault = Arc::new(Vault::default());
        let turned = crate::support::listen(vault.turn_completed(), |_vault, e| {
            let Turns(turns) = e.turns().unwrap();
            *turns
        });
        vault.turn_async(eap_runtime::TaskId::new()).unwrap();
        assert_eq!(crate::support::receive(&turned), 1234);
    }
}

#[test]
fn what_is_generated_is_as_visible_as_its_method() {
    let vault = Arc::new(bank::Vault::default());
    let (sender, opened) = mpsc::channel();
    let handler: Box<bank::OpenCompletedEventHandler> =
        Box::new(move |_vault, e: &bank::OpenCompletedEventArgs| {
            let _ = sender.send(*e.result().unwrap());
        });
    vault.open_completed().subscribe(handler);
    vault.open_async(TaskId::new()).unwrap();
    assert_eq!(receive(&opened), 1234);
}

/// A method for each of two cases, and one for none.
#[derive(Default)]
struct Terminal {
    events: Events<Self>,
}

#[event_async]
impl Terminal {
    #[cfg(test)]
    #[event_async(result = width)]
    fn measure(&self, columns: u16) -> u16 {
        columns
    }

    #[cfg(not(test))]
    #[event_async(result = width)]
    fn measure(&self) -> NotThere {
        NotThere::measure()
    }

    #[cfg(any())]
    #[event_async]
    fn beep(&self, how: NotThere) -> NotThere {
        how
    }
}

/// These would be there twice if the `cfg` of `beep` were not theirs as well.
impl Terminal {
    fn beep_async() -> &'static str {
        "by hand"
    }

    fn beep_completed() -> &'static str {
        "by hand"
    }
}

struct BeepCompletedEventArgs;
struct BeepCompletedEventHandler;

#[test]
fn a_method_that_is_not_compiled_leaves_nothing_behind() {
    let _ = (BeepCompletedEventArgs, BeepCompletedEventHandler);
    assert_eq!(Terminal::beep_async(), Terminal::beep_completed());

    let terminal = Arc::new(Terminal::default());
    let widths = listen(terminal.measure_completed(), |_terminal, e| {
        *e.width().unwrap()
    });
    terminal.measure_async(80).unwrap();
    assert_eq!(receive(&widths), 80);
}

/// Has a deprecated operation.
#[derive(Default)]
struct Fax {
    events: Events<Self>,
}

#[event_async]
impl Fax {
    #[deprecated = "nobody has one"]
    #[event_async]
    fn send(&self, page: &str) -> usize {
        page.len()
    }
}

#[test]
fn what_is_generated_for_a_deprecated_method_is_deprecated() {
    let fax = Arc::new(Fax::default());
    // Each of these would itself be a warning if the lint had nothing to say.
    #[expect(deprecated)]
    let completed = fax.send_completed();
    let sent = listen(completed, |_fax, e| *e.result().unwrap());
    #[expect(deprecated)]
    let started = fax.send_async("page");
    started.unwrap();
    assert_eq!(receive(&sent), 4);
    #[expect(deprecated)]
    let by_hand = fax.send("page");
    assert_eq!(by_hand, 4);
}

/// Operations come out of other macros, too.
macro_rules! component {
    ($name:ident, $method:ident, $parameter:ident: $type:ty => $returns:ty $body:block) => {
        #[derive(Default)]
        struct $name {
            events: Events<Self>,
        }

        #[event_async]
        impl $name {
            #[event_async]
            fn $method(&self, $parameter: $type) -> $returns $body
        }
    };
}

component!(Echo, repeat, text: &str => String { text.repeat(2) });

#[test]
fn a_component_can_come_out_of_a_macro() {
    let echo = Arc::new(Echo::default());
    let repeated = listen(echo.repeat_completed(), |_echo, e| {
        e.result().unwrap().clone()
    });
    echo.repeat_async("ab").unwrap();
    assert_eq!(receive(&repeated), "abab");
}
