//! One turn at a time at what waits: in a context, or on the adding thread when there is none.
//!
//! So an order holds even where a context runs callbacks side by side, or several threads add, and nobody ever waits: who
//! comes while a turn is under way leaves the work to it.

use std::cell::Cell;
use std::collections::VecDeque;
use std::ptr;
use std::sync::Arc;

use crate::context::SynchronizationContext;
use crate::unwind;

/// What waits for its turn.
pub(crate) struct Waiting<T> {
    list: VecDeque<T>,
    /// A turn is under way: whoever adds need do no more. Without one, nothing waits.
    in_turn: bool,
}

// A derive would ask for `T: Default`.
impl<T> Default for Waiting<T> {
    fn default() -> Self {
        Self {
            list: VecDeque::new(),
            in_turn: false,
        }
    }
}

impl<T> Waiting<T> {
    /// Adds one. With `true`, the caller is to begin a turn.
    pub(crate) fn add(&mut self, one: T) -> bool {
        self.list.push_back(one);
        !std::mem::replace(&mut self.in_turn, true)
    }

    /// Takes the next one. When there is none, the turn is over.
    pub(crate) fn next(&mut self) -> Option<T> {
        let next = self.list.pop_front();
        self.in_turn = next.is_some();
        next
    }

    /// Takes out the last one that `is_replaced`.
    pub(crate) fn take_last(&mut self, is_replaced: impl Fn(&T) -> bool) -> Option<T> {
        let at = self.list.iter().rposition(is_replaced)?;
        self.list.remove(at)
    }

    /// Ends the turn before its time, and gives what nobody will take now.
    pub(crate) fn lose_turn(&mut self) -> VecDeque<T> {
        self.in_turn = false;
        std::mem::take(&mut self.list)
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn in_turn(&self) -> bool {
        self.in_turn
    }
}

/// Somebody with things waiting.
pub(crate) trait InTurns: Send + Sync + 'static {
    fn context(&self) -> Option<&Arc<dyn SynchronizationContext>>;

    /// How many wait.
    fn waiting(&self) -> usize;

    /// Sees to up to `most` of what waits. `true` when more may wait.
    fn take_turn(&self, most: usize) -> bool;

    /// The context dropped the turn unrun: what waits is lost.
    fn lose_turn(&self);
}

thread_local! {
    /// Who is posting the next turn on this thread, and whether the context has come back with it there and then.
    static POSTING: Cell<(*const (), bool)> = const { Cell::new((ptr::null(), false)) };
}

/// Begins the turn that [`Waiting::add`] asked for.
pub(crate) fn begin<T: InTurns>(this: &Arc<T>) {
    let Some(context) = this.context() else {
        this.take_turn(usize::MAX);
        return;
    };
    let turn = Turn(Some(Arc::clone(this)));
    // A context may panic like any of the user's code; the turn is dropped then.
    unwind::contain(|| context.post(Box::new(move || turn.run())));
}

/// Begins another turn out of the one that ends. `true` when the caller is to take it: a context that runs what it is given
/// there and then would otherwise go deeper with each turn.
fn begin_another<T: InTurns>(this: &Arc<T>) -> bool {
    let before = POSTING.replace((Arc::as_ptr(this).cast(), false));
    begin(this);
    let (_, came_back) = POSTING.replace(before);
    came_back
}

/// A turn on its way to the context.
struct Turn<T: InTurns>(Option<Arc<T>>);

impl<T: InTurns> Turn<T> {
    fn run(mut self) {
        let Some(this) = self.0.take() else {
            return;
        };
        let posted = (Arc::as_ptr(&this).cast(), false);
        if POSTING.get() == posted {
            POSTING.set((posted.0, true));
            return;
        }
        loop {
            // What comes meanwhile waits for the next turn, so that the context gets to its other work. The one more is
            // for what comes after the last, or to find that nothing is left.
            let most = this.waiting().saturating_add(1);
            if !this.take_turn(most) || !begin_another(&this) {
                return;
            }
        }
    }
}

impl<T: InTurns> Drop for Turn<T> {
    fn drop(&mut self) {
        if let Some(this) = self.0.take() {
            this.lose_turn();
        }
    }
}
