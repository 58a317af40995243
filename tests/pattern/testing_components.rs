//! Testing a component and its handlers: without threads, without waiting, and without luck.
//!
//! Copy [`Inline`], or [`ByHand`], into the tests of your own component.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use eap_runtime::{
    AsyncCompletedEventArgs, AsyncError, CancellationToken, EventLoop, Events, Executor, Job,
    Progress, ProgressChangedEventArgs, TaskId, completed_args, event_async,
};

/// The component to be tested.
#[derive(Default)]
struct Library {
    events: Events<Self>,
    books: Mutex<Vec<String>>,
}

#[event_async(concurrent)]
impl Library {
    #[event_async(result = shelf)]
    fn lend(
        &self,
        title: &str,
        #[out] left: &mut usize,
        #[cancel] cancel: &CancellationToken,
        #[progress] progress: &Progress<String>,
    ) -> Result<usize, String> {
        let mut books = self.books.lock().unwrap();
        for shelf in 0..books.len() {
            cancel.check().map_err(|cancelled| cancelled.to_string())?;
            progress.report_of_with(shelf + 1, books.len(), books[shelf].clone());
            if books[shelf] == title {
                books.remove(shelf);
                *left = books.len();
                return Ok(shelf);
            }
        }
        Err(format!("{title} is not there"))
    }
}

impl Library {
    fn with(executor: impl Executor + 'static, books: &[&str]) -> Arc<Self> {
        Arc::new(Self {
            events: Events::with_executor(executor),
            books: Mutex::new(books.iter().map(ToString::to_string).collect()),
        })
    }
}

/// Runs each method inside of `…_async`, on the calling thread: when that returns, everything has happened.
struct Inline;

impl Executor for Inline {
    fn execute(&self, job: Job) -> Result<(), Job> {
        job.run();
        Ok(())
    }
}

/// Keeps the methods until the test runs or drops them.
#[derive(Clone, Default)]
struct ByHand {
    jobs: Arc<Mutex<VecDeque<Job>>>,
}

impl ByHand {
    /// The job that has waited longest.
    fn next(&self) -> Job {
        let job = self.jobs.lock().unwrap().pop_front();
        job.expect("no operation waits")
    }
}

impl Executor for ByHand {
    fn execute(&self, job: Job) -> Result<(), Job> {
        self.jobs.lock().unwrap().push_back(job);
        Ok(())
    }
}

/// What a test wants to know of the events of a library.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn of(library: &Library) -> Self {
        let log = Self::default();
        let (progress, completed) = (log.clone(), log.clone());
        library
            .lend_progress_changed()
            .subscribe(move |_library, e| progress.add(describe_progress(e)));
        library
            .lend_completed()
            .subscribe(move |_library, e| completed.add(describe(e)));
        log
    }

    fn add(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

/// A handler, as a client writes it: a function of the args.
fn describe(e: &LendCompletedEventArgs) -> String {
    match e.results() {
        Ok((shelf, left)) => format!("from shelf {shelf}, {left} left"),
        Err(AsyncError::Cancelled) => "cancelled".to_owned(),
        Err(AsyncError::Failed(error)) => error.clone(),
        Err(error) => format!("unexpected: {error}"),
    }
}

fn describe_progress(e: &ProgressChangedEventArgs<String, TaskId>) -> String {
    let title = e.data().map_or("?", String::as_str);
    format!("{} %: {title}", e.progress_percentage())
}

#[test]
fn with_an_inline_executor_everything_has_happened_when_the_start_returns() {
    let library = Library::with(Inline, &["Emma", "Ulysses"]);
    let log = Log::of(&library);
    library.lend_async("Ulysses", TaskId::new()).unwrap();
    let expected = ["50 %: Emma", "100 %: Ulysses", "from shelf 1, 1 left"];
    assert_eq!(log.take(), expected);
    library.lend_async("Ulysses", TaskId::new()).unwrap();
    assert_eq!(log.take(), ["100 %: Emma", "Ulysses is not there"]);
}

#[test]
fn with_an_inline_executor_a_loop_delivers_the_events_when_it_is_polled() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let library = Library::with(Inline, &["Emma"]);
    let log = Log::of(&library);
    library.lend_async("Emma", TaskId::new()).unwrap();
    assert!(log.take().is_empty());
    event_loop.poll();
    assert_eq!(log.take(), ["100 %: Emma", "from shelf 0, 0 left"]);
}

#[test]
fn with_an_executor_driven_by_hand_the_test_says_when_a_method_runs() {
    let executor = ByHand::default();
    let library = Library::with(executor.clone(), &["Emma", "Ulysses"]);
    let log = Log::of(&library);
    let [first, second] = [TaskId::new(), TaskId::new()];
    library.lend_async("Ulysses", first).unwrap();
    library.lend_async("Emma", second).unwrap();
    assert_eq!(library.events.pending(), 2);
    assert!(log.take().is_empty());

    // In another order than they were started in.
    let waiting = executor.next();
    executor.next().run();
    assert_eq!(log.take(), ["50 %: Emma", "from shelf 0, 1 left"]);
    assert_eq!(library.events.pending(), 1);
    waiting.run();
    assert_eq!(log.take(), ["100 %: Ulysses", "from shelf 0, 0 left"]);
    assert_eq!(library.events.pending(), 0);
}

#[test]
fn with_an_executor_driven_by_hand_a_request_comes_in_time() {
    let executor = ByHand::default();
    let library = Library::with(executor.clone(), &["Emma"]);
    let log = Log::of(&library);
    let task = TaskId::new();
    library.lend_async("Emma", task).unwrap();
    library.lend_async_cancel(&task);
    executor.next().run();
    assert_eq!(log.take(), ["cancelled"]);
    assert_eq!(library.books.lock().unwrap().len(), 1);
}

#[test]
fn with_an_executor_driven_by_hand_an_operation_can_be_abandoned() {
    let executor = ByHand::default();
    let library = Library::with(executor.clone(), &["Emma"]);
    let log = Log::of(&library);
    library.lend_async("Emma", TaskId::new()).unwrap();
    drop(executor.next());
    let expected = format!("unexpected: {}", AsyncError::<String>::Abandoned);
    assert_eq!(log.take(), [expected]);
}

#[test]
fn the_method_itself_needs_neither_executor_nor_loop() {
    let library = Library::with(Inline, &["Emma", "Ulysses"]);
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&heard);
    let progress =
        Progress::from_fn(move |percentage, _title| log.lock().unwrap().push(percentage));
    let mut left = 0;
    let shelf = library.lend("Ulysses", &mut left, &CancellationToken::none(), &progress);
    assert_eq!((shelf, left), (Ok(1), 1));
    assert_eq!(*heard.lock().unwrap(), [50, 100]);

    let cancelled = CancellationToken::new();
    cancelled.cancel();
    let shelf = library.lend("Emma", &mut left, &cancelled, &Progress::none());
    assert!(shelf.is_err());
}

#[test]
fn a_handler_is_tested_with_args_made_by_hand() {
    let task = TaskId::new();
    let args = completed_args::<LendCompletedEventArgs>;
    assert_eq!(describe(&args(Ok((3, 4)), task)), "from shelf 3, 4 left");
    assert_eq!(
        describe(&completed_args(
            Err::<(usize, usize), _>(AsyncError::Cancelled),
            task
        )),
        "cancelled"
    );
}

#[test]
fn args_made_by_hand_are_like_those_of_an_operation() {
    let task = TaskId::new();
    let e: LendCompletedEventArgs = completed_args(Ok((3, 4)), task);
    assert_eq!((e.shelf(), e.left()), (Ok(&3), Ok(&4)));
    assert_eq!(*e.user_state(), task);
    assert!(e.error().is_none() && !e.cancelled() && e.check().is_ok());

    let failed = Err::<(usize, usize), _>(AsyncError::Failed("locked".to_owned()));
    let e: LendCompletedEventArgs = completed_args(failed, task);
    assert_eq!(e.error(), Some(&AsyncError::Failed("locked".to_owned())));
    assert!(e.shelf().is_err() && e.left().is_err());
}

#[test]
fn progress_args_are_made_by_hand() {
    let e = ProgressChangedEventArgs::new(130, Some("Emma".to_owned()), TaskId::new());
    assert_eq!(describe_progress(&e), "100 %: Emma");
    let e = ProgressChangedEventArgs::new(1, None, TaskId::new());
    assert_eq!(describe_progress(&e), "1 %: ?");
}

#[test]
fn common_args_are_made_by_hand() {
    let e = AsyncCompletedEventArgs::<String, u8>::new(Ok(()), 1);
    assert_eq!((e.check(), *e.user_state()), (Ok(()), 1));
    let e = AsyncCompletedEventArgs::<String, u8>::new(Err(AsyncError::Cancelled), 1);
    assert!(e.cancelled() && e.error().is_none());
}

#[test]
fn an_inline_executor_needs_no_thread_to_wait_for() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let library = Library::with(Inline, &[]);
    let log = Log::of(&library);
    for _ in 0..3 {
        library.lend_async("Emma", TaskId::new()).unwrap();
    }
    event_loop.run();
    assert_eq!(log.take(), ["Emma is not there"; 3]);
}
