//! `#[cfg]` on parameters: where it does not hold, the parameter is neither taken nor handed on, nor does it come back.

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

    #[event_async]
    fn bind(
        &self,
        #[cfg(test)]
        #[out]
        pages: &mut u32,
        #[cfg(any())]
        #[out]
        cover: &mut NotThere,
        #[cfg(any())] glue: &mut NotThere,
        #[cfg(test)] thread: &mut u32,
        #[cfg_attr(all(), cfg(any()))] leather: NotThere,
    ) {
        *pages = 100;
        *thread -= 1;
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
fn what_comes_back_can_depend_on_a_condition() {
    has_type::<fn(&BindCompletedEventArgs) -> Result<(&u32, &u32), &eap_runtime::AsyncError>>(
        BindCompletedEventArgs::results,
    );

    let press = Arc::new(Press::default());
    let bound = listen(press.bind_completed(), |_press, e| {
        (*e.pages().unwrap(), *e.thread().unwrap())
    });
    press.bind_async(10).unwrap();
    assert_eq!(receive(&bound), (100, 9));
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

/// Heeds its token and reports progress under conditions.
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
        #[cfg(any())]
        #[progress]
        progress: &Progress<NotThere>,
    ) {
        progress.report_with(50, 451.0);
        gate.pass();
        let _ = cancel.check();
    }
}

#[test]
fn whether_a_method_heeds_its_token_can_depend_on_a_condition() {
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
fn what_a_method_reports_can_depend_on_a_condition() {
    let kiln = Arc::new(Kiln::default());
    let reported = listen(
        kiln.fire_progress_changed(),
        |_kiln, e: &FireProgressChangedEventArgs| e.data().map(f64::to_string),
    );
    kiln.fire_async(Gate::open(), TaskId::new()).unwrap();
    assert_eq!(receive(&reported).as_deref(), Some("451"));
}

/// Neither heeds a token nor reports, as things are.
#[derive(Default)]
struct Oven {
    events: Events<Self>,
}

#[event_async]
impl Oven {
    #[event_async]
    fn bake(
        #[cfg(test)] &self,
        #[cfg(any())]
        #[cancel]
        cancel: &CancellationToken,
        #[cfg(any())]
        #[progress]
        progress: &Progress,
    ) -> &'static str {
        self.name()
    }

    #[event_async]
    fn clean(
        #[cfg(any())] &self,
        #[cfg(any())]
        #[progress]
        progress: &Progress<NotThere>,
    ) {
    }

    fn name(&self) -> &'static str {
        if self.is_busy() { "an oven" } else { "" }
    }
}

/// There would be two of each if the conditions of the parameters were not theirs as well.
impl Oven {
    fn cancel_async() -> &'static str {
        "by hand"
    }

    fn bake_async_cancel() -> &'static str {
        Self::cancel_async()
    }

    fn progress_changed() -> &'static str {
        Self::bake_async_cancel()
    }

    fn clean_progress_changed() -> &'static str {
        Self::progress_changed()
    }
}

#[test]
fn what_nothing_needs_under_these_conditions_is_not_there() {
    let oven = Arc::new(Oven::default());
    let baked = listen(oven.bake_completed(), |_oven, e| *e.result().unwrap());
    oven.bake_async().unwrap();
    assert_eq!(receive(&baked), "an oven");
    assert_eq!(Oven::clean_progress_changed(), "by hand");
}

#[test]
fn whether_a_function_takes_self_can_depend_on_a_condition() {
    let oven = Arc::new(Oven::default());
    let cleaned = listen(oven.clean_completed(), |_oven, e| e.check().is_ok());
    oven.clean_async().unwrap();
    assert!(receive(&cleaned));
}

/// A method with conditions, of which there are two besides.
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
