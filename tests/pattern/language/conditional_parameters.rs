//! `#[cfg]` on parameters: where it does not hold, the parameter is neither taken nor handed on.

use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, InvokeError, Progress, TaskId, event_async};

use crate::support::{Gate, gate, has_type, listen, receive};

#[derive(Default)]
struct Press {
    events: Events<Self>,
}

#[event_async]
impl Press {
    #[event_async(result = length)]
    fn print(
        &self,
        #[cfg(any())] ink: NotThere,
        text: &str,
        #[cfg(not(any()))] copies: usize,
        #[cfg(test)] title: &str,
        #[cfg(not(test))] title: NotThere,
    ) -> usize {
        #[cfg(any())]
        ink.fill();
        text.len() * copies + title.len()
    }

    #[event_async(result = pages)]
    fn bind(
        &self,
        #[cfg(test)] names: &[&str],
        #[cfg(any())] names: &[&NotThere],
        #[cfg(test)] title: Option<&str>,
        #[cfg_attr(all(), cfg(any()))] leather: NotThere,
    ) -> usize {
        names.len() + title.map_or(0, str::len)
    }

    #[event_async]
    fn stamp(&self, #[cfg(any())] number: u32) -> u32 {
        self.number()
    }

    #[event_async]
    fn fold<#[cfg(any())] 'a, #[cfg(test)] F: Fn(u32) -> u32, #[cfg(any())] const N: usize>(
        &self,
        #[cfg(test)] how: F,
        #[cfg(any())] paper: &'a [NotThere; N],
    ) -> u32 {
        how(self.number())
    }

    fn number(&self) -> u32 {
        u32::from(self.is_busy())
    }
}

#[test]
fn a_parameter_can_depend_on_a_condition() {
    has_type::<fn(&Arc<Press>, &'static str, usize, &'static str) -> Result<(), InvokeError>>(
        Press::print_async,
    );

    let press = Arc::new(Press::default());
    let lengths = listen(press.print_completed(), |_press, e| *e.length().unwrap());
    press.print_async("text", 10, "ab").unwrap();
    assert_eq!(receive(&lengths), 42);
}

#[test]
fn arguments_of_every_form_can_depend_on_a_condition() {
    let press = Arc::new(Press::default());
    let bound = listen(press.bind_completed(), |_press, e| *e.pages().unwrap());
    let names = vec!["first".to_owned(), "last".to_owned()];
    press.bind_async(names, Some("ab".to_owned())).unwrap();
    assert_eq!(receive(&bound), 4);
}

#[test]
fn a_method_can_be_without_any_of_its_parameters() {
    let press = Arc::new(Press::default());
    let stamped = listen(press.stamp_completed(), |_press, e| *e.result().unwrap());
    press.stamp_async().unwrap();
    assert_eq!(receive(&stamped), 1);
    assert!(!press.is_busy());
}

#[test]
fn type_parameters_can_depend_on_a_condition_too() {
    let press = Arc::new(Press::default());
    let folded = listen(press.fold_completed(), |_press, e| *e.result().unwrap());
    press.fold_async(|number| number + 7).unwrap();
    assert_eq!(receive(&folded), 8);
}

/// Has a token and a `Progress` under a condition that holds.
#[derive(Default)]
struct Kiln {
    events: Events<Self>,
}

#[event_async(concurrent)]
impl Kiln {
    #[event_async]
    fn fire(
        &self,
        gate: Gate,
        #[cfg(test)]
        #[cancel]
        cancel: &CancellationToken,
        #[cfg(test)]
        #[progress]
        progress: &Progress<f64>,
    ) {
        progress.report_with(50, 451.0);
        gate.pass();
        let _ = cancel.check();
    }
}

#[test]
fn a_token_can_depend_on_a_condition() {
    let kiln = Arc::new(Kiln::default());
    let cancelled = listen(kiln.fire_completed(), |_kiln, e| e.cancelled());
    let (key, closed) = gate();
    let task = TaskId::new();
    kiln.fire_async(closed, task).unwrap();
    kiln.fire_async_cancel(&task);
    drop(key);
    assert!(receive(&cancelled));
}

#[test]
fn a_progress_can_depend_on_a_condition() {
    let kiln = Arc::new(Kiln::default());
    let reported = listen(
        kiln.fire_progress_changed(),
        |_kiln, e: &FireProgressChangedEventArgs| e.data().map(f64::to_string),
    );
    kiln.fire_async(Gate::open(), TaskId::new()).unwrap();
    assert_eq!(receive(&reported).as_deref(), Some("451"));
}

/// Has a token and a `Progress` under a condition that does not hold.
#[derive(Default)]
struct Oven {
    events: Events<Self>,
}

#[event_async]
impl Oven {
    #[event_async]
    fn bake(
        &self,
        #[cfg(any())]
        #[cancel]
        cancel: &CancellationToken,
        #[cfg(any())]
        #[progress]
        progress: &Progress<u32>,
    ) -> &'static str {
        if self.is_busy() { "an oven" } else { "" }
    }
}

#[test]
fn names_do_not_depend_on_conditions() {
    let oven = Arc::new(Oven::default());
    assert_eq!(oven.bake_progress_changed().len(), 0);
    oven.bake_async_cancel();
    let baked = listen(oven.bake_completed(), |_oven, e| *e.result().unwrap());
    oven.bake_async().unwrap();
    assert_eq!(receive(&baked), "an oven");
}

/// Has two methods of one name, with conditions on their parameters, too.
#[derive(Default)]
struct Lamp {
    events: Events<Self>,
}

#[event_async]
impl Lamp {
    #[cfg(test)]
    #[event_async(result = light)]
    fn shine<C: Into<u32>>(
        &self,
        #[cfg(test)] colour: C,
        #[cfg(not(test))] colour: NotThere,
    ) -> u32 {
        colour.into()
    }

    #[cfg(not(test))]
    #[event_async(result = light)]
    fn shine(&self, #[cfg(not(test))] colour: NotThere) -> NotThere {
        colour
    }
}

#[test]
fn conditions_of_a_method_and_of_its_parameters_hold_together() {
    let lamp = Arc::new(Lamp::default());
    let lit = listen(lamp.shine_completed(), |_lamp, e| *e.light().unwrap());
    lamp.shine_async(7_u8).unwrap();
    assert_eq!(receive(&lit), 7);
}
