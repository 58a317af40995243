//! Does one thing many times, for `scripts/instructions.sh` to count instructions: `instructions raise 1000`.
//!
//! Everything happens on one thread, so that the counts do not depend on how threads interleave.

use std::env;
use std::hint::black_box;
use std::sync::Arc;

use eap_runtime::{
    CancellationToken, EventLoop, EventSource, Events, Executor, Job, Progress, TaskId, event_async,
};

/// Runs jobs on the calling thread.
struct Inline;

impl Executor for Inline {
    fn execute(&self, job: Job) -> Result<(), Job> {
        job.run();
        Ok(())
    }
}

struct Component {
    events: Events<Self>,
}

#[event_async(concurrent)]
impl Component {
    #[event_async(result = number)]
    fn plain(number: u64, #[out] half: &mut u64) -> u64 {
        *half = number / 2;
        number
    }

    #[event_async(result = number)]
    fn cancellable(number: u64, #[cancel] cancel: &CancellationToken) -> u64 {
        number + u64::from(cancel.is_cancelled())
    }

    #[event_async]
    fn report(count: u64, #[progress] progress: &Progress) {
        for index in 0..count {
            progress.report((index % 100) as u8);
        }
    }
}

fn main() {
    let args: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let [what, count] = &*args else {
        eprintln!("run scripts/instructions.sh");
        return;
    };
    let count = count.parse().expect("a number");
    let component = Arc::new(Component {
        events: Events::with_executor(Inline),
    });
    component.plain_completed().subscribe(|_component, e| {
        black_box(e.results().is_ok());
    });
    component
        .cancellable_completed()
        .subscribe(|_component, e| {
            black_box(e.number().is_ok());
        });
    match what.as_str() {
        "plain" => start(&component, count),
        "cancellable" => {
            for number in 0..count {
                assert!(component.cancellable_async(number, TaskId::new()).is_ok());
            }
        }
        "loop" => {
            let event_loop = EventLoop::new();
            let _current = event_loop.enter();
            for number in 0..count {
                assert!(component.plain_async(number, TaskId::new()).is_ok());
                assert_eq!(event_loop.poll(), 1);
            }
        }
        "unheard" => assert!(component.report_async(count, TaskId::new()).is_ok()),
        "heard" => {
            component.progress_changed().subscribe(|_component, e| {
                black_box(e.progress_percentage());
            });
            assert!(component.report_async(count, TaskId::new()).is_ok());
        }
        "raise" => raise(1, count),
        "raise-10" => raise(10, count),
        _ => panic!("{what} is not one of them"),
    }
}

fn start(component: &Arc<Component>, count: u64) {
    for number in 0..count {
        assert!(component.plain_async(number, TaskId::new()).is_ok());
    }
}

fn raise(handlers: usize, count: u64) {
    let source = EventSource::<(), u64>::new();
    for _ in 0..handlers {
        source.event().subscribe(|_sender, e| {
            black_box(e);
        });
    }
    let sender = Arc::default();
    for number in 0..count {
        source.raise(&sender, &number);
    }
}
