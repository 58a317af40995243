//! The message for a crate that renames the dependency, without `crate = …`.

#[path = "../messages.rs"]
mod messages;

use std::path::Path;

#[test]
fn a_renamed_dependency_is_missed_once_at_the_attribute() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    messages::check("eap", &root.join("../../eap-runtime"));
}
