//! The pending operations under a model checker: each user state is taken once, and whoever waits is woken.

use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use loom::thread;

use super::key::{Alone, Enter, Unkeyed};
use super::table::Table;
use super::{Handle, Pending};
use crate::cancel::Cancellation;
use crate::error::InvokeError;
use crate::model::check;

/// User states that all have the same hash.
#[derive(Clone, PartialEq, Eq)]
struct Colliding(u8);

impl Hash for Colliding {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        hasher.write_u8(0);
    }
}

fn handle() -> Handle {
    Some(Arc::new(Cancellation::new()))
}

#[test]
fn of_two_starts_with_equal_user_states_one_enters() {
    check(|| {
        let table = Arc::new(Table::new());
        let other = {
            let table = Arc::clone(&table);
            thread::spawn(move || table.insert(&Colliding(1), None).is_ok())
        };
        let entered = table.insert(&Colliding(1), None).is_ok();
        assert!(entered != other.join().unwrap());
    });
}

#[test]
fn of_two_starts_with_equal_user_states_one_enters_among_others_with_the_same_hash() {
    check(|| {
        let table = Arc::new(Table::new());
        table.insert(&Colliding(0), None).unwrap();
        let other = {
            let table = Arc::clone(&table);
            thread::spawn(move || table.insert(&Colliding(1), None).is_ok())
        };
        let entered = table.insert(&Colliding(1), None).is_ok();
        assert!(entered != other.join().unwrap());
        assert!(table.insert(&Colliding(2), None).is_ok());
    });
}

#[test]
fn a_user_state_is_taken_until_its_operation_leaves_and_free_afterwards() {
    check(|| {
        let table = Arc::new(Table::new());
        let ticket = table.insert(&Colliding(1), handle()).unwrap();
        let leaving = {
            let table = Arc::clone(&table);
            thread::spawn(move || table.remove(ticket))
        };
        let entered = table.insert(&Colliding(1), handle());
        leaving.join().unwrap();
        match entered {
            Ok(ticket) => table.remove(ticket),
            Err(error) => assert_eq!(error, InvokeError::DuplicateUserState),
        }
        assert!(table.find(&Colliding(1)).is_none());
        assert!(table.insert(&Colliding(1), None).is_ok());
    });
}

#[test]
fn an_operation_is_found_while_others_with_the_same_hash_come_and_go() {
    check(|| {
        let table = Arc::new(Table::new());
        let leaving = table.insert(&Colliding(0), handle()).unwrap();
        table.insert(&Colliding(1), handle()).unwrap();
        let others = {
            let table = Arc::clone(&table);
            thread::spawn(move || {
                table.remove(leaving);
                table.insert(&Colliding(2), handle()).is_ok()
            })
        };
        assert!(table.find(&Colliding(1)).is_some());
        assert!(others.join().unwrap());
        assert!(table.find(&Colliding(0)).is_none());
    });
}

#[test]
fn waiting_until_nothing_is_pending_ends_with_the_operation() {
    check(|| {
        let pending = Arc::new(Pending::new());
        Alone(()).enter(&pending, None).unwrap();
        let worker = {
            let pending = Arc::clone(&pending);
            thread::spawn(move || Alone::<()>::leave(&pending, ()))
        };
        // A lost wake-up is a deadlock here, for the model has no clock.
        assert!(pending.wait_idle(Duration::MAX));
        assert_eq!(pending.len(), 0);
        worker.join().unwrap();
    });
}

#[test]
fn waiting_until_nothing_is_pending_ends_with_the_last_of_several_operations() {
    check(|| {
        let pending = Arc::new(Pending::new());
        Alone(()).enter(&pending, None).unwrap();
        let ticket = Unkeyed.enter(&pending, None).unwrap();
        let one = {
            let pending = Arc::clone(&pending);
            thread::spawn(move || Alone::<()>::leave(&pending, ()))
        };
        let other = {
            let pending = Arc::clone(&pending);
            thread::spawn(move || Unkeyed::leave(&pending, ticket))
        };
        assert!(pending.wait_idle(Duration::MAX));
        one.join().unwrap();
        other.join().unwrap();
    });
}

#[test]
fn all_who_wait_until_nothing_is_pending_are_woken() {
    check(|| {
        let pending = Arc::new(Pending::new());
        Alone(()).enter(&pending, None).unwrap();
        let other = {
            let pending = Arc::clone(&pending);
            thread::spawn(move || pending.wait_idle(Duration::MAX))
        };
        let worker = {
            let pending = Arc::clone(&pending);
            thread::spawn(move || Alone::<()>::leave(&pending, ()))
        };
        assert!(pending.wait_idle(Duration::MAX));
        assert!(other.join().unwrap());
        worker.join().unwrap();
    });
}
