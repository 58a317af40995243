//! Mistakes and the messages they earn: each file of `ui/` is wrong, and its `.stderr` is what the compiler says to it.

mod messages;

use std::fs;
use std::path::Path;

use crate::messages::files;

#[test]
fn every_mistake_earns_its_message_and_no_echo() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    messages::check("eap-runtime", &root.join("../eap-runtime"));
}

#[test]
fn the_catalogue_lists_every_case_once() {
    let catalogue = include_str!("ui/README.md");
    let mut listed: Vec<_> = catalogue
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    listed.sort_unstable();
    let cases = files("rs");
    let cases: Vec<_> = cases
        .iter()
        .filter_map(|case| case.file_stem()?.to_str())
        .collect();
    assert_eq!(listed, cases);
}

#[test]
fn no_message_leads_into_the_runtimes_own_modules() {
    const SEEN: &[&str] = &["component", "context", "executor", "tokio"];
    for file in files("stderr") {
        let text = fs::read_to_string(&file).expect("a message can be read");
        for path in text.split("eap_runtime::").skip(1) {
            let end = path.find(|char: char| !char.is_alphanumeric() && char != '_');
            let (first, rest) = path.split_at(end.unwrap_or(path.len()));
            let is_module = rest.starts_with("::") && first.starts_with(char::is_lowercase);
            assert!(
                !is_module || SEEN.contains(&first),
                "{} names `{first}`",
                file.display()
            );
        }
    }
}
