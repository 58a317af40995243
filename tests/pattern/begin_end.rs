//! "Asynchronous Programming Overview": the `IAsyncResult` pattern, with its four ways to finish.

use std::sync::{Arc, mpsc};

use eap_runtime::{AsyncStatus, CancellationToken, Events, Progress, event_async, no_callback};

use crate::support::{Gate, gate, receive};

#[derive(Default)]
struct Calculator {
    events: Events<Self>,
}

#[event_async(concurrent, begin_end)]
impl Calculator {
    #[event_async(result = quotient)]
    fn divide(
        &self,
        gate: Gate,
        number: u32,
        by: &mut u32,
        #[out] remainder: &mut u32,
    ) -> Result<u32, String> {
        gate.pass();
        let divisor = *by;
        *by = 0;
        *remainder = number.checked_rem(divisor).unwrap_or_default();
        number
            .checked_div(divisor)
            .ok_or_else(|| format!("{number} / {divisor}"))
    }

    #[event_async]
    fn report(
        &self,
        #[progress] progress: &Progress<String>,
        #[cancel] cancel: &CancellationToken,
    ) -> bool {
        progress.report_with(1, "one".to_owned());
        cancel.is_cancelled()
    }

    #[event_async]
    fn fail<T: Send + 'static>(self: &Arc<Self>, value: T) {
        std::panic::panic_any(value);
    }
}

#[test]
fn end_blocks_and_gives_what_the_method_gives() {
    let calculator = Arc::new(Calculator::default());
    let result = calculator
        .begin_divide(Gate::open(), 17, 5, no_callback, "state")
        .unwrap();
    assert_eq!(*result.async_state(), "state");
    assert_eq!(calculator.end_divide(result).unwrap(), (3, 0, 2));
}

#[test]
fn the_callback_gets_the_result_and_ends_it() {
    let calculator = Arc::new(Calculator::default());
    let (sender, receiver) = mpsc::channel();
    let ender = Arc::clone(&calculator);
    let (key, gate) = gate();
    let status: AsyncStatus<String> = calculator
        .begin_divide(
            gate,
            17,
            5,
            move |result| {
                let state = result.async_state().to_uppercase();
                sender
                    .send((state, ender.end_divide(result).unwrap()))
                    .unwrap();
            },
            "state".to_owned(),
        )
        .unwrap();
    assert!(!status.is_completed());
    drop(key);
    assert_eq!(receive(&receiver), ("STATE".to_owned(), (3, 0, 2)));
    assert!(status.is_completed());
}
