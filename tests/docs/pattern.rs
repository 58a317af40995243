//! The appendix of the guide, which maps the pattern's sentences to tests.

use std::fs;
use std::path::Path;

use crate::read;

/// The tests that the tables name: the code in the last cell of each row.
fn named_tests(page: &str) -> Vec<&str> {
    page.lines()
        .filter(|line| {
            line.starts_with("| ") && !line.starts_with("| ---") && !line.ends_with("| Shown by |")
        })
        .map(|row| {
            row.trim_end_matches(" |")
                .rsplit("| ")
                .next()
                .unwrap_or_default()
        })
        .map(|cell| cell.trim_matches('`'))
        .collect()
}

fn is_there(test: &str) -> bool {
    let Some((module, name)) = test.rsplit_once("::") else {
        return false;
    };
    let file = format!("pattern/{}.rs", module.replace("::", "/"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let source = fs::read_to_string(path).unwrap_or_default();
    let mut lines = source.lines().map(str::trim);
    let signature = format!("fn {name}()");
    while lines.any(|line| line == "#[test]") {
        // Other attributes may stand between.
        if lines
            .find(|line| !line.starts_with('#'))
            .is_some_and(|line| line.starts_with(&signature))
        {
            return true;
        }
    }
    false
}

#[test]
fn every_row_of_the_pattern_page_names_a_test_that_exists() {
    let page = read("docs/guide/src/pattern.md");

    let tests = named_tests(&page);

    assert!(tests.len() > 40, "the page has lost its tables");
    let missing: Vec<_> = tests.into_iter().filter(|test| !is_there(test)).collect();
    assert!(missing.is_empty(), "no such tests: {missing:#?}");
}
