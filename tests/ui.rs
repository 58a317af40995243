//! Mistakes and the messages they earn: each file of `ui/` is wrong, and its `.stderr` is what the compiler says to it.

#[test]
fn every_mistake_earns_its_message_and_no_echo() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
