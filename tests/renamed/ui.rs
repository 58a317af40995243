//! What a crate hears that renames the dependency and does not say so.

#[test]
fn a_renamed_dependency_is_missed_once_at_the_attribute() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
