//! The floods, in sizes that the tests can afford.

use eap_stress::floods;

#[test]
fn operations_from_eight_threads_complete_once_each() {
    floods::operations(200_000, 8);
}

#[test]
fn pending_operations_have_one_outcome_each() {
    floods::pending(10_000);
}

#[test]
fn reports_against_a_slow_loop_are_all_delivered_in_order() {
    floods::reports(50_000);
}

#[test]
fn coalesced_reports_against_a_slow_loop_end_with_the_last() {
    floods::coalesced_reports(50_000);
}

#[test]
fn handlers_run_once_in_each_raise_while_others_come_and_go() {
    floods::handlers(1_000, 50);
}

#[test]
fn components_that_are_dropped_at_once_complete_their_operations_and_go() {
    floods::components(100, 100);
}

#[test]
fn futures_that_are_dropped_at_every_moment_leave_nothing_behind() {
    floods::futures(20_000);
}
