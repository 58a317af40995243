//! Every Rust block of the README and the guide is compiled by the doctests of `lib.rs`.

use crate::{pages_of_the_guide, read};

/// The words after the opening fence of each code block.
fn languages(page: &str) -> Vec<&str> {
    let fences = page.lines().filter_map(|line| line.strip_prefix("```"));
    fences.step_by(2).collect()
}

#[test]
fn every_page_with_rust_code_is_compiled() {
    let doctests = read("tests/lib.rs");
    let mut pages = pages_of_the_guide();
    pages.push("README.md".to_owned());

    pages.retain(|page| {
        let has_rust = languages(&read(page))
            .iter()
            .any(|language| language.starts_with("rust"));
        has_rust && !doctests.contains(&format!("include_str!(\"../{page}\")"))
    });

    assert!(pages.is_empty(), "not in `tests/lib.rs`: {pages:#?}");
}

#[test]
fn every_block_says_what_language_it_is_in_and_none_is_ignored() {
    let mut pages = pages_of_the_guide();
    pages.push("README.md".to_owned());

    pages.retain(|page| {
        let text = read(page);
        let languages = languages(&text);
        languages
            .iter()
            .any(|language| language.is_empty() || language.contains("ignore"))
    });

    assert!(
        pages.is_empty(),
        "blocks without a language, or ignored: {pages:#?}"
    );
}
