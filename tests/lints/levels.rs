//! The lints that are silent here are those that are shown to speak up elsewhere.

/// The attribute that says which lints are denied.
fn denied(source: &str) -> &str {
    let start = source.find("#![deny(").expect("lints are denied");
    let rest = &source[start..];
    let end = rest.find(")]").expect("the attribute ends");
    &rest[..end]
}

#[test]
fn the_lints_that_are_silent_about_generated_code_speak_up_about_the_users() {
    let here = denied(include_str!("lib.rs"));
    let there = denied(include_str!("../ui/denied_lints.rs"));
    assert_eq!(here, there);
    assert!(here.lines().count() > 50);
}
