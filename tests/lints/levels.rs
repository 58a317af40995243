//! The lints that do not fire here are those that fire on the user's own code in `tests/ui/denied_lints.rs`.

/// The attribute that says which lints are denied.
fn denied(source: &str) -> &str {
    let start = source.find("#![deny(").expect("lints are denied");
    let rest = &source[start..];
    let end = rest.find(")]").expect("the attribute ends");
    &rest[..end]
}

#[test]
fn the_lints_that_ignore_generated_code_fire_on_the_users() {
    let here = denied(include_str!("lib.rs"));
    let there = denied(include_str!("../ui/denied_lints.rs"));
    assert_eq!(here, there);
    assert!(here.lines().count() > 50);
}
