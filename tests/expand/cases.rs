//! `cases/NAME.rs` is what the user writes, `cases/NAME.expanded.rs` what comes of it.

use std::path::Path;
use std::{env, fs};

use proc_macro2::TokenStream;

use crate::syntax::items;

/// The annotated items of a file, with the arguments of their attributes.
pub(crate) fn expand(source: &str) -> TokenStream {
    let file: syn::File = syn::parse_str(source).expect("the case is a file of items");
    let expanded = file.items.iter().map(|item| {
        let tokens = quote::ToTokens::to_token_stream(item);
        let mut item = items::item(tokens);
        let attribute = item.take_attributes("event_async");
        let attribute = attribute.first().expect("the item is annotated");
        let args = match attribute.meta().into_iter().last() {
            Some(proc_macro2::TokenTree::Group(group)) => group.stream(),
            _ => TokenStream::new(),
        };
        crate::event_async(args, quote::ToTokens::into_token_stream(item))
    });
    expanded.collect()
}

pub(crate) fn pretty(tokens: TokenStream) -> String {
    let text = tokens.to_string();
    let file = syn::parse2(tokens).unwrap_or_else(|error| panic!("{error} in {text}"));
    prettyplease::unparse(&file)
}

#[test]
fn expansions_are_as_expected() {
    let update = env::var_os("UPDATE_EXPECT").is_some();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("expand/cases");
    let mut failed = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(&folder).expect("the cases are there") {
        let path = entry.expect("a case can be listed").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let Some(name) = name
            .strip_suffix(".rs")
            .filter(|name| !name.ends_with(".expanded"))
        else {
            continue;
        };
        count += 1;
        let source = fs::read_to_string(&path).expect("a case can be read");
        let actual = pretty(expand(&source));
        let expected = folder.join(format!("{name}.expanded.rs"));
        if update {
            fs::write(&expected, actual).expect("the expansion can be written");
        } else if fs::read_to_string(&expected).unwrap_or_default() != actual {
            println!("--- {name}\n{actual}");
            failed.push(name.to_owned());
        }
    }
    assert!(count > 0, "there are cases");
    assert!(
        failed.is_empty(),
        "other expansions than expected: {failed:?}"
    );
}
