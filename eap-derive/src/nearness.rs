//! Which name was probably meant by one that there is not.

/// Whether a name is near enough to be meant.
pub(crate) fn closer(distance: usize, name: &str) -> bool {
    distance <= name.len() / 3
}

/// The name that was probably meant: the nearest, if it is `close`.
pub(crate) fn nearest(
    written: &str,
    names: impl Iterator<Item = &'static str> + Clone,
    close: impl FnOnce(usize, &str) -> bool,
) -> Option<&'static str> {
    // Most are spelt right, and need no measuring.
    let exact = names.clone().find(|name| *name == written);
    if exact.is_some() {
        return exact;
    }
    let (distance, name) = names.map(|name| (distance(name, written), name)).min()?;
    close(distance, name).then_some(name)
}

/// The name of which the written one is a part, or the nearest.
pub(crate) fn whole_or_nearest(
    written: &str,
    names: impl Iterator<Item = &'static str>,
) -> Option<&'static str> {
    let names: Vec<_> = names.collect();
    let is_whole = |name: &&str| name.split('_').any(|part| part == written);
    let whole = names.iter().copied().find(is_whole);
    whole.or_else(|| nearest(written, names.into_iter(), closer))
}

/// How many letters have to be added, dropped, changed or swapped with the next to make the one word of the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    let mut last = None;
    for (i, a) in from.chars().enumerate() {
        let mut next = vec![i + 1];
        let mut left = i + 1;
        let cells = to.iter().zip(row.iter().skip(1)).zip(&row);
        for (j, ((b, above), diagonal)) in cells.enumerate() {
            left = (left + 1)
                .min(above + 1)
                .min(diagonal + usize::from(a != *b));
            let beside = j.checked_sub(1);
            let is_swapped = last == Some(*b) && beside.and_then(|j| to.get(j)) == Some(&a);
            if let Some(swapped) = beside.and_then(|j| before.get(j)).filter(|_| is_swapped) {
                left = left.min(swapped + 1);
            }
            next.push(left);
        }
        before = row;
        row = next;
        last = Some(a);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn neighbours_that_are_swapped_are_one_mistake() {
        for (from, to, count) in [
            ("result", "reuslt", 1),
            ("crate", "carte", 1),
            ("crate", "state", 2),
            ("future", "futures", 1),
            ("init", "", 4),
        ] {
            assert_eq!(distance(from, to), count, "{from} and {to}");
        }
    }
}
