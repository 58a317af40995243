//! Links between the pages, to files of the repository, and to headings.

use std::collections::BTreeSet;

use crate::{GUIDE, pages_of_the_guide, read, repository};

/// The lines of a page that are not code.
fn prose(page: &str) -> impl Iterator<Item = &str> {
    let mut code = false;
    page.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        !code && !fence
    })
}

/// The targets of the links and images, as written.
fn targets(page: &str) -> Vec<String> {
    let text = prose(page).collect::<Vec<_>>().join(" ");
    let links = text.split("](").skip(1);
    links
        .filter_map(|rest| Some(rest.split_once(')')?.0.to_owned()))
        .collect()
}

/// The fragment that a heading has in mdBook and on code hosts.
fn fragment(heading: &str) -> String {
    let kept = heading.to_lowercase();
    let kept = kept
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn fragments(page: &str) -> BTreeSet<String> {
    let headings = prose(page).filter(|line| line.starts_with('#'));
    headings
        .map(|line| fragment(line.trim_start_matches('#').trim()))
        .collect()
}

/// Whether the link of the page at `from` leads to a file, and to a heading of it.
fn leads_somewhere(from: &str, target: &str) -> bool {
    if target.starts_with("https://") {
        return true;
    }
    let (path, heading) = target.split_once('#').unwrap_or((target, ""));
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = match path {
        "" => from.to_owned(),
        path => format!("{folder}/{path}")
            .trim_start_matches('/')
            .to_owned(),
    };
    if !repository(&path).exists() {
        return false;
    }
    heading.is_empty() || fragments(&read(&path)).contains(heading)
}

#[test]
fn every_link_leads_somewhere() {
    let mut pages = pages_of_the_guide();
    let others = [
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "examples/README.md",
    ];
    pages.extend(others.map(str::to_owned));

    let mut broken = Vec::new();
    for page in pages {
        for target in targets(&read(&page)) {
            if !leads_somewhere(&page, &target) {
                broken.push(format!("{page}: {target}"));
            }
        }
    }

    assert!(broken.is_empty(), "broken links: {broken:#?}");
}

#[test]
fn links_of_the_guide_stay_inside_the_book() {
    let mut outside = Vec::new();
    for page in pages_of_the_guide() {
        let targets = targets(&read(&page))
            .into_iter()
            .filter(|target| target.starts_with(".."));
        outside.extend(targets.map(|target| format!("{page}: {target}")));
    }

    assert!(
        outside.is_empty(),
        "mdBook does not copy what these lead to: {outside:#?}"
    );
}

#[test]
fn the_summary_has_every_page_of_the_guide() {
    let summary = targets(&read(&format!("{GUIDE}/SUMMARY.md")));
    let mut listed: Vec<_> = summary
        .iter()
        .map(|page| format!("{GUIDE}/{page}"))
        .collect();
    listed.sort();

    assert_eq!(listed, pages_of_the_guide());
}
