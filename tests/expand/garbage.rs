//! Whatever the input is, the macro neither panics nor touches what it need not understand.

use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};

use crate::expand::event_async;

fn invisible(tokens: TokenStream) -> TokenTree {
    Group::new(Delimiter::None, tokens).into()
}

#[test]
fn bodies_are_opaque() {
    let body = quote!({ let ! = ; { ? } else if -> fn impl [ ; ] });
    let expanded = event_async(
        TokenStream::new(),
        quote!(impl Store { #[event_async] fn load(&self, x: &str) #body }),
    );
    assert!(expanded.to_string().contains(&body.to_string()));
    assert!(!expanded.to_string().contains("compile_error"));
}

#[test]
fn braces_that_are_no_bodies_end_no_item() {
    let expanded = event_async(
        TokenStream::new(),
        quote! {
            impl Store {
                const A: Limits = Limits { low: 1 };
                const fn b(&self) -> Foo<{ N }> where Bar<{ N }, { M }>: Sized { Foo }
                const C: u8 = if A { 1 } else { 2 };
                #[event_async]
                const fn load(&self, x: Foo<{ N }>) -> Foo<{ N }> where Bar<{ N }>: Sized { x }
                some_macro! { #[event_async] fn inner() {} }
                type D = [u8; { 1 }];
                #[event_async]
                fn save(&self) {}
            }
        },
    );
    let text = expanded.to_string();
    assert!(!text.contains("compile_error"), "{text}");
    assert!(text.contains("load_async") && text.contains("save_async"));
    assert!(!text.contains("inner_async") && !text.contains("b_async"));
}

#[test]
fn invisible_groups_are_seen_through() {
    let attribute = invisible(quote!(event_async(result = bytes)));
    let vis = invisible(quote!(pub));
    let ty = invisible(quote!(&mut Vec<u8>));
    let body = invisible(quote!({ 1 }));
    let method = invisible(quote!(#[#attribute] #vis fn load(&self, x: #ty) -> u8 #body));
    let item = invisible(quote!(impl Store { #method fn other(&self) {} }));
    let text = event_async(TokenStream::new(), quote!(#item)).to_string();
    assert!(!text.contains("compile_error"), "{text}");
    assert!(text.contains("load_async") && text.contains("fn bytes") && text.contains("fn x"));
}

/// A small generator of numbers, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit.max(1)
    }
}

/// Adds, takes away or changes a token somewhere.
fn mutate(tokens: TokenStream, pool: &[TokenTree], numbers: &mut Numbers) -> TokenStream {
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let index = numbers.below(tokens.len());
    let other = pool[numbers.below(pool.len())].clone();
    match tokens.get(index).cloned() {
        None => tokens.push(other),
        Some(TokenTree::Group(group)) if numbers.below(8) > 0 => {
            let inner = mutate(group.stream(), pool, numbers);
            tokens[index] = Group::new(group.delimiter(), inner).into();
        }
        Some(token) => match numbers.below(6) {
            0 => drop(tokens.remove(index)),
            1 => tokens.insert(index, token),
            2 => tokens.insert(index, other),
            3 => tokens[index] = invisible(token.into_token_stream()),
            4 => tokens[index] = Punct::new('#', Spacing::Alone).into(),
            _ => tokens[index] = other,
        },
    }
    tokens.into_iter().collect()
}

#[test]
fn no_input_makes_it_panic() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("expand/cases");
    let sources: Vec<TokenStream> = fs::read_dir(folder)
        .expect("the cases are there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| !path.to_string_lossy().ends_with(".expanded.rs"))
        .map(|path| fs::read_to_string(path).expect("a case can be read"))
        .map(|text| text.parse().expect("a case is made of tokens"))
        .collect();
    let mut pool: Vec<TokenTree> = quote! {
        event_async out inout cancel progress name init coalesce concurrent user_state result fallible crate
        fn impl for dyn Self self mut ref const type where unsafe async 'a 'static _ r#match __ _1
        & && < > :: : -> ; , = ! ? * ... {} () [] { N } "text" 1.5 b'x'
    }
    .into_iter()
    .collect();
    for source in &sources {
        pool.extend(source.clone());
    }
    let mut numbers = Numbers(42);
    for _ in 0..4000 {
        let mut input = sources[numbers.below(sources.len())].clone();
        let mut args = quote!(concurrent, user_state = u8);
        for _ in 0..=numbers.below(4) {
            input = mutate(input, &pool, &mut numbers);
        }
        for _ in 0..numbers.below(3) {
            args = mutate(args, &pool, &mut numbers);
        }
        // The attribute itself is no part of what the compiler passes on.
        let input: Vec<TokenTree> = input.into_iter().collect();
        let start = numbers.below(3);
        event_async(args, input.into_iter().skip(start).collect());
    }
}
