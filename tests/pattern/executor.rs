//! "An asynchronous operation executes in a thread separate from the main application thread": the default pool, and
//! what may take its place.

mod unusual;

use std::cell::OnceCell;
use std::hint;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender, TryRecvError};
use std::sync::{Arc, Barrier, Mutex};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use eap_runtime::{
    AsyncError, Events, Executor, InvokeError, Job, SynchronizationContext, ThreadPool, context,
    event_async,
};

use crate::support::{Gate, Inbox, LIMIT, eventually, gate, listen, receive, rest};

/// One operation at a time.
#[derive(Default)]
struct Oven {
    events: Events<Self>,
}

#[event_async]
impl Oven {
    #[event_async(result = thread)]
    fn bake(&self, gate: Gate) -> ThreadId {
        gate.pass();
        thread::current().id()
    }

    #[event_async]
    fn burn(&self) {
        panic!("burnt");
    }
}

/// Any number of operations at a time.
#[derive(Default)]
struct Kitchen {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = usize)]
impl Kitchen {
    #[event_async(result = thread)]
    fn cook(&self, together: &Arc<Barrier>) -> ThreadId {
        together.wait();
        thread::current().id()
    }

    #[event_async(result = name)]
    fn name_the_cook(&self) -> Option<String> {
        thread::current().name().map(str::to_owned)
    }
}

impl Oven {
    fn with(executor: impl Executor + 'static) -> Arc<Self> {
        let events = Events::with_executor(executor);
        Arc::new(Self { events })
    }
}

impl Kitchen {
    fn with(executor: impl Executor + 'static) -> Arc<Self> {
        let events = Events::with_executor(executor);
        Arc::new(Self { events })
    }
}

#[test]
fn the_default_pool_starts_threads_as_operations_block() {
    const COOKS: usize = 100;
    let kitchen = Arc::new(Kitchen::default());
    let cooked = listen(kitchen.cook_completed(), |_kitchen, e| *e.user_state());
    // None of them gets past before the last one has a thread.
    let together = Arc::new(Barrier::new(COOKS));
    for cook in 0..COOKS {
        kitchen.cook_async(Arc::clone(&together), cook).unwrap();
    }
    drop(kitchen);
    let mut cooked = rest(&cooked);
    cooked.sort_unstable();
    assert_eq!(cooked, (0..COOKS).collect::<Vec<_>>());
}

#[test]
fn a_pool_starts_no_thread_before_it_has_a_job() {
    assert_eq!(ThreadPool::new().threads(), 0);
}

#[test]
fn a_pool_lets_idle_threads_go_and_starts_new_ones() {
    let pool = ThreadPool::builder().idle_timeout(Duration::from_millis(1));
    let pool = Arc::new(pool.build());
    let kitchen = Kitchen::with(Arc::clone(&pool));
    for _ in 0..2 {
        let together = Arc::new(Barrier::new(9));
        for cook in 0..8 {
            kitchen.cook_async(Arc::clone(&together), cook).unwrap();
        }
        // They all wait for this thread, so each has one of its own now.
        together.wait();
        eventually(|| pool.threads() == 0);
    }
}

#[test]
fn a_pool_keeps_to_its_limit() {
    let pool = ThreadPool::builder().core_threads(1).max_threads(2);
    let pool = Arc::new(pool.build());
    let kitchen = Kitchen::with(Arc::clone(&pool));
    let threads = listen(kitchen.cook_completed(), |_kitchen, e| *e.thread().unwrap());
    // In pairs: one thread would not do, and a third would find nobody to wait with.
    let together = Arc::new(Barrier::new(2));
    for cook in 0..20 {
        kitchen.cook_async(Arc::clone(&together), cook).unwrap();
        assert!(pool.threads() <= 2);
    }
    drop(kitchen);
    let threads = rest(&threads);
    assert_eq!(threads.len(), 20);
    let first = threads[0];
    let others = threads.iter().filter(|thread| **thread != first);
    assert!(
        others
            .clone()
            .all(|other| Some(other) == others.clone().next())
    );
}

#[test]
fn a_pools_threads_have_its_name() {
    let kitchen = Kitchen::with(ThreadPool::builder().thread_name("brigade").build());
    let name = listen(kitchen.name_the_cook_completed(), |_kitchen, e| {
        e.name().unwrap().clone()
    });
    kitchen.name_the_cook_async(1).unwrap();
    assert_eq!(receive(&name).as_deref(), Some("brigade"));
}

#[test]
fn a_pool_survives_methods_that_panic() {
    let pool = ThreadPool::builder().max_threads(1);
    let oven = Oven::with(pool.build());
    let baked = listen(oven.bake_completed(), |_oven, e| *e.thread().unwrap());
    let burnt = listen(oven.burn_completed(), |_oven, _e| thread::current().id());
    oven.burn_async().unwrap();
    let worker = receive(&burnt);
    oven.bake_async(Gate::open()).unwrap();
    assert_eq!(receive(&baked), worker);
}

#[test]
fn a_pool_survives_handlers_that_panic() {
    let pool = ThreadPool::builder().max_threads(1);
    let oven = Oven::with(pool.build());
    oven.bake_completed()
        .subscribe(|_oven, _e| panic!("too hot"));
    let baked = listen(oven.bake_completed(), |_oven, e| *e.thread().unwrap());
    oven.bake_async(Gate::open()).unwrap();
    let worker = receive(&baked);
    oven.bake_async(Gate::open()).unwrap();
    assert_eq!(receive(&baked), worker);
}

#[test]
fn a_pool_that_is_dropped_finishes_what_waits() {
    let pool = ThreadPool::builder().max_threads(1).build();
    let (key, gate) = gate();
    let (sender, receiver) = mpsc::channel();
    pool.execute(Job::from_fn(move || gate.pass())).unwrap();
    for number in [1, 2, 3] {
        let sender = sender.clone();
        let job = Job::from_fn(move || sender.send(number).unwrap());
        pool.execute(job).unwrap();
    }
    drop((pool, sender));
    drop(key);
    assert_eq!(rest(&receiver), [1, 2, 3]);
}

#[test]
fn a_pool_that_is_dropped_lets_its_threads_go() {
    thread_local! {
        // Dropped with its thread, and tells so.
        static THREAD: OnceCell<Sender<()>> = const { OnceCell::new() };
    }

    let pool = ThreadPool::builder().idle_timeout(Duration::MAX).build();
    let (sender, gone) = mpsc::channel();
    let (ran, done) = mpsc::channel();
    let job = Job::from_fn(move || {
        THREAD.with(|thread| thread.set(sender).unwrap());
        ran.send(()).unwrap();
    });
    pool.execute(job).unwrap();
    receive(&done);
    assert_eq!(gone.try_recv(), Err(TryRecvError::Empty));
    drop(pool);
    assert!(rest(&gone).is_empty());
}

#[test]
fn a_job_that_meets_the_idle_timeout_of_the_only_thread_is_run() {
    let pool = ThreadPool::builder().max_threads(1);
    let pool = pool.idle_timeout(Duration::ZERO).build();
    let (sender, ran) = mpsc::channel();
    for round in 0..20_000 {
        // The thread is about to end, ends just now or is gone.
        let begin = Instant::now();
        while begin.elapsed() < Duration::from_nanos(round * 37 % 40_000) {
            hint::spin_loop();
        }
        let sender = sender.clone();
        let job = Job::from_fn(move || sender.send(round).unwrap());
        pool.execute(job).unwrap();
        assert_eq!(receive(&ran), round);
    }
}

#[test]
fn a_pool_grows_for_jobs_that_wait_however_short_each_before_them_blocks() {
    let pool = ThreadPool::builder().core_threads(1).build();
    let waiting = Arc::new(AtomicUsize::new(0));
    eventually(|| {
        // A job is taken every fraction of a millisecond, and there are always some that wait.
        while waiting.load(Ordering::SeqCst) < 100 {
            waiting.fetch_add(1, Ordering::SeqCst);
            let waiting = Arc::clone(&waiting);
            let job = Job::from_fn(move || {
                thread::sleep(Duration::from_micros(100));
                waiting.fetch_sub(1, Ordering::SeqCst);
            });
            pool.execute(job).unwrap();
        }
        pool.threads() > 1
    });
}

#[test]
fn threads_that_a_burst_needed_go_again_under_a_trickle_of_jobs() {
    const BURST: usize = 8;
    let pool = ThreadPool::builder().idle_timeout(Duration::from_millis(500));
    let pool = pool.build();
    let together = Arc::new(Barrier::new(BURST));
    for _ in 0..BURST {
        let together = Arc::clone(&together);
        let job = Job::from_fn(move || {
            together.wait();
        });
        pool.execute(job).unwrap();
    }
    eventually(|| pool.threads() >= BURST);
    let (sender, ran) = mpsc::channel();
    // Woken in turns, each of them would have a job well before it times out.
    eventually(|| {
        let sender = sender.clone();
        pool.execute(Job::from_fn(move || sender.send(()).unwrap()))
            .unwrap();
        receive(&ran);
        thread::sleep(Duration::from_millis(15));
        pool.threads() <= 2
    });
}

#[test]
fn a_shutdown_runs_what_waits_and_joins_the_threads() {
    thread_local! {
        static THREAD: OnceCell<Sender<()>> = const { OnceCell::new() };
    }

    let pool = ThreadPool::builder().max_threads(2).build();
    let (key, gate) = gate();
    let (sender, receiver) = mpsc::channel();
    pool.execute(Job::from_fn(move || gate.pass())).unwrap();
    let (thread, thread_ended) = mpsc::channel();
    for number in 0..10 {
        let (sender, thread) = (sender.clone(), thread.clone());
        let job = Job::from_fn(move || {
            // Dropped when its thread has really ended.
            let _ = THREAD.with(|own| own.set(thread));
            sender.send(number).unwrap();
        });
        pool.execute(job).unwrap();
    }
    drop((sender, thread));
    drop(key);
    assert!(pool.shutdown(LIMIT));
    assert_eq!(pool.threads(), 0);
    assert_eq!(thread_ended.try_recv(), Err(TryRecvError::Disconnected));
    let mut ran: Vec<_> = receiver.try_iter().collect();
    ran.sort_unstable();
    assert_eq!(ran, (0..10).collect::<Vec<_>>());
}

#[test]
fn a_shutdown_returns_false_when_a_thread_has_not_ended_in_time() {
    let pool = ThreadPool::new();
    let (key, gate) = gate();
    pool.execute(Job::from_fn(move || gate.pass())).unwrap();
    assert!(!pool.shutdown(Duration::ZERO));
    drop(key);
    assert!(pool.shutdown(LIMIT));
}

#[test]
fn a_shutdown_from_a_job_of_the_pool_returns_false_at_once() {
    let pool = Arc::new(ThreadPool::new());
    let (sender, receiver) = mpsc::channel();
    let own = Arc::clone(&pool);
    let job = Job::from_fn(move || sender.send(own.shutdown(LIMIT)).unwrap());
    pool.execute(job).unwrap();
    assert!(!receive(&receiver));
    assert!(pool.shutdown(LIMIT));
}

#[test]
fn a_shutdown_of_a_pool_that_was_never_used_has_nothing_to_wait_for() {
    assert!(ThreadPool::new().shutdown(Duration::ZERO));
}

#[test]
fn a_pool_that_was_shut_down_rejects_operations() {
    let pool = Arc::new(ThreadPool::new());
    assert!(pool.shutdown(LIMIT));
    a_refused_start_changes_nothing(pool);
}

#[test]
fn an_executor_may_drop_its_jobs_once_its_lock_is_released() {
    /// Keeps what comes, and clears it when told.
    #[derive(Default)]
    struct Queue(Mutex<Vec<Job>>);

    impl Executor for Queue {
        fn execute(&self, job: Job) -> Result<(), Job> {
            self.0.lock().unwrap().push(job);
            Ok(())
        }
    }

    let queue = Arc::new(Queue::default());
    let oven = Oven::with(Arc::clone(&queue));
    // The handler runs where the job is dropped, and submits the next one.
    oven.bake_completed()
        .subscribe(|oven, _e| oven.burn_async().unwrap());
    oven.bake_async(Gate::open()).unwrap();
    let jobs = std::mem::take(&mut *queue.0.lock().unwrap());
    drop(jobs);
    assert_eq!(queue.0.lock().unwrap().len(), 1);
}

#[test]
fn a_component_may_be_dropped_with_its_pool_by_its_own_worker() {
    let oven = Oven::with(ThreadPool::new());
    let (key, gate) = gate();
    let baked = listen(oven.bake_completed(), |_oven, e| e.check().is_ok());
    oven.bake_async(gate).unwrap();
    // From here on the operation is its only owner.
    drop(oven);
    drop(key);
    assert_eq!(rest(&baked), [true]);
}

/// A pool that can start no thread: no machine has this much memory for a stack.
fn pool_without_threads() -> ThreadPool {
    let stack_size = 1 << (usize::BITS - 2);
    ThreadPool::builder().stack_size(stack_size).build()
}

/// A pool that can start no thread either: the standard library panics at such a name.
fn pool_without_a_name() -> ThreadPool {
    ThreadPool::builder().thread_name("a\0b").build()
}

/// Takes nothing at all.
struct Refusing;

impl Executor for Refusing {
    fn execute(&self, job: Job) -> Result<(), Job> {
        Err(job)
    }
}

fn a_refused_start_changes_nothing(executor: impl Executor + 'static) {
    let (inbox, posted) = Inbox::new();
    let _current = context::set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
    let oven = Oven::with(executor);
    let baked = listen(oven.bake_completed(), |_oven, _e| ());
    assert_eq!(oven.bake_async(Gate::open()), Err(InvokeError::Rejected));
    assert!(!oven.is_busy());
    assert_eq!(inbox.started(), inbox.completed());
    assert!(posted.try_recv().is_err());
    // It does not keep its component, and with it the handlers go: no event can come any more.
    drop(oven);
    assert!(rest(&baked).is_empty());
}

#[test]
fn a_thread_that_cannot_be_started_is_an_error_at_the_start_and_changes_nothing() {
    a_refused_start_changes_nothing(pool_without_threads());
    a_refused_start_changes_nothing(pool_without_a_name());
}

#[test]
fn an_executor_may_refuse_an_operation_and_nothing_has_changed() {
    a_refused_start_changes_nothing(Refusing);
}

/// Refuses every job but those it is told to pass on.
struct Doorkeeper {
    open: Arc<AtomicBool>,
    pool: ThreadPool,
}

impl Executor for Doorkeeper {
    fn execute(&self, job: Job) -> Result<(), Job> {
        if self.open.load(Ordering::SeqCst) {
            self.pool.execute(job)
        } else {
            Err(job)
        }
    }
}

#[test]
fn the_user_state_of_a_refused_start_is_free() {
    let open = Arc::new(AtomicBool::new(false));
    let kitchen = Kitchen::with(Doorkeeper {
        open: Arc::clone(&open),
        pool: ThreadPool::new(),
    });
    let cooked = listen(kitchen.name_the_cook_completed(), |_kitchen, e| {
        *e.user_state()
    });
    // The second time would say `DuplicateUserState` if the first had kept it.
    assert_eq!(kitchen.name_the_cook_async(7), Err(InvokeError::Rejected));
    assert_eq!(kitchen.name_the_cook_async(7), Err(InvokeError::Rejected));
    open.store(true, Ordering::SeqCst);
    assert_eq!(kitchen.name_the_cook_async(7), Ok(()));
    drop(kitchen);
    assert_eq!(rest(&cooked), [7]);
}

/// Takes every job and runs none.
struct Careless;

impl Executor for Careless {
    fn execute(&self, job: Job) -> Result<(), Job> {
        drop(job);
        Ok(())
    }
}

#[test]
fn an_operation_that_the_executor_drops_completes_as_abandoned() {
    let (inbox, posted) = Inbox::new();
    let _current = context::set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
    let oven = Oven::with(Careless);
    let baked = listen(oven.bake_completed(), |oven, e| {
        let abandoned = matches!(e.error(), Some(AsyncError::Abandoned));
        assert!(matches!(e.thread(), Err(AsyncError::Abandoned)));
        (abandoned, e.cancelled(), oven.is_busy())
    });
    oven.bake_async(Gate::open()).unwrap();
    receive(&posted)();
    assert_eq!((inbox.started(), inbox.completed()), (1, 1));
    drop(oven);
    assert_eq!(rest(&baked), [(true, false, false)]);
}

/// Has room for one job. A newer one takes its place, and the older comes back.
#[derive(Default)]
struct Shelf(Mutex<Option<Job>>);

impl Executor for Shelf {
    fn execute(&self, job: Job) -> Result<(), Job> {
        match self.0.lock().unwrap().replace(job) {
            Some(older) => Err(older),
            None => Ok(()),
        }
    }
}

#[test]
fn an_executor_may_give_up_an_older_operation_for_a_newer_one() {
    let shelf = Arc::new(Shelf::default());
    let kitchen = Kitchen::with(Arc::clone(&shelf));
    let named = listen(kitchen.name_the_cook_completed(), |_kitchen, e| {
        (*e.user_state(), e.check().is_ok())
    });
    kitchen.name_the_cook_async(1).unwrap();
    kitchen.name_the_cook_async(2).unwrap();
    assert_eq!(receive(&named), (1, false));
    let kept = shelf.0.lock().unwrap().take();
    kept.unwrap().run();
    assert_eq!(receive(&named), (2, true));
}

/// A thread of its own for each operation, and word of each.
struct Threads(Sender<ThreadId>);

impl Executor for Threads {
    fn execute(&self, job: Job) -> Result<(), Job> {
        let thread = thread::spawn(move || job.run());
        let _ = self.0.send(thread.thread().id());
        Ok(())
    }
}

#[test]
fn a_component_can_have_an_executor_of_its_own() {
    let (sender, spawned) = mpsc::channel();
    let oven = Oven::with(Threads(sender));
    let baked = listen(oven.bake_completed(), |_oven, e| *e.thread().unwrap());
    oven.bake_async(Gate::open()).unwrap();
    assert_eq!(receive(&baked), receive(&spawned));
}

#[test]
fn components_can_share_an_executor() {
    struct Counting(ThreadPool, AtomicUsize);

    impl Executor for Counting {
        fn execute(&self, job: Job) -> Result<(), Job> {
            self.1.fetch_add(1, Ordering::SeqCst);
            self.0.execute(job)
        }
    }

    let shared = Arc::new(Counting(ThreadPool::new(), AtomicUsize::new(0)));
    let (oven, kitchen) = (
        Oven::with(Arc::clone(&shared)),
        Kitchen::with(Arc::clone(&shared)),
    );
    oven.bake_async(Gate::open()).unwrap();
    kitchen.name_the_cook_async(1).unwrap();
    assert_eq!(shared.1.load(Ordering::SeqCst), 2);
}
