//! Whatever the input is, the macro neither panics nor touches what it need not understand.

mod mutate;
mod seeds;
mod verdict;

use std::time::Instant;
use std::{env, thread};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use self::mutate::{Mutator, Numbers};
use self::verdict::Tally;
use crate::event_async;

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
    let name = invisible(quote!(load));
    let method = invisible(quote!(#[#attribute] #vis fn #name(&self, x: #ty) -> u8 #body));
    let item = invisible(quote!(impl Store { #method fn other(&self) {} }));
    let text = event_async(TokenStream::new(), quote!(#item)).to_string();
    assert!(!text.contains("compile_error"), "{text}");
    assert!(text.contains("load_async") && text.contains("fn bytes") && text.contains("fn x"));
}

#[test]
fn a_type_in_an_invisible_group_may_come_first_in_a_where_clause() {
    let ty = invisible(quote!(T));
    let expanded = event_async(
        TokenStream::new(),
        quote!(impl Store { #[event_async] fn load<T: FromStr>(&self, x: T) where #ty::Err: Debug {} }),
    );
    let text = expanded.to_string();
    assert!(syn::parse2::<syn::File>(expanded).is_ok(), "{text}");
    assert!(text.contains(":: Err : Debug { :: eap_runtime"), "{text}");
}

/// In a thread with the stack of a compiler's.
fn in_compiler(work: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(8 << 20);
    let work = thread.spawn(work).expect("a thread starts").join();
    work.expect("the work succeeds");
}

/// An item with a type of so many levels, of each kind there is.
fn nested(levels: usize) -> impl Iterator<Item = (TokenStream, TokenStream)> {
    let types = [
        ("(", ")"),
        ("[", "]"),
        ("[", "; 1]"),
        ("&'static ", ""),
        ("*const ", ""),
        ("fn() -> ", ""),
        ("Option<", ">"),
        ("Option<(&'static ", ")>"),
    ];
    let types = types
        .into_iter()
        .map(move |(open, close)| format!("{}u8{}", open.repeat(levels), close.repeat(levels)));
    let items = types.flat_map(|ty| {
        [
            ("", format!("impl Store<{ty}> {{ #[event_async] fn load(&self) {{}} }}")),
            ("", format!("impl Store {{ #[event_async] fn load(&self, x: {ty}) {{}} }}")),
            ("", format!("impl Store {{ #[event_async] fn load(&self) -> {ty} {{}} }}")),
            (
                "",
                format!("impl Store {{ #[event_async] fn load(&self, #[out(init = x::<{ty}>())] x: &mut u8) {{}} }}"),
            ),
        ]
        .map(|(args, item)| (args.to_owned(), item))
        .into_iter()
        .chain([(
            format!("user_state = {ty}"),
            String::from("impl Store { #[event_async] fn load(&self) {} }"),
        )])
    });
    items.map(|(args, item)| {
        let tokens = |text: String| text.parse().expect("the item is made of tokens");
        (tokens(args), tokens(item))
    })
}

#[test]
fn deep_nesting_is_followed_as_far_as_people_go() {
    in_compiler(|| {
        for (args, item) in nested(20) {
            let text = event_async(args, item).to_string();
            assert!(text.contains("load_async"), "{text}");
            assert!(!text.contains("nested"), "{text}");
        }
    });
}

#[test]
fn deeper_nesting_is_a_mistake_and_no_overflow_of_the_stack() {
    in_compiler(|| {
        for (args, item) in [70, 1_000, 10_000].into_iter().flat_map(nested) {
            let expanded = event_async(args, item).into_iter();
            // To print all of it would go to the depth of it.
            let mut after = expanded.skip_while(
                |token| !matches!(token, TokenTree::Ident(ident) if ident == "compile_error"),
            );
            let message = after.nth(2).map(|message| message.to_string());
            let message = message.unwrap_or_default();
            assert!(
                message.contains("nested more than 64 levels deep"),
                "{message}"
            );
        }
    });
}

/// How many inputs are tried by default: those of a few seconds, unoptimised.
const INPUTS: u64 = 1_000;

/// How many are tried in a thread of their own: what is remembered of the text of tokens ends with the thread.
const BATCH: u64 = 1_000;

/// `EAP_INPUTS` sets how many inputs there are, `EAP_SEED` which: input N of seed S is the only one of seed S + N, as long as
/// the sources are the same that all begins with.
#[test]
fn no_input_makes_it_panic() {
    let number = |name, default| match env::var(name) {
        Ok(text) => text.parse().expect("it is a number"),
        Err(_) => default,
    };
    let (inputs, seed): (u64, u64) = (number("EAP_INPUTS", INPUTS), number("EAP_SEED", 42));
    let start = Instant::now();
    let mut tally = Tally::default();
    for first in (0..inputs).step_by(usize::try_from(BATCH).expect("it is a small number")) {
        let count = BATCH.min(inputs - first);
        let first = seed.wrapping_add(first);
        // What is nested deeply is for the macro to refuse, and not for the stack of the checks.
        let thread = thread::Builder::new().stack_size(256 << 20);
        let batch = thread.spawn(move || run(first, count));
        let batch = batch.expect("a thread starts").join();
        tally.add(&batch.expect("the macro neither panics nor fails"));
    }
    let time = start.elapsed();
    println!("{inputs} inputs from seed {seed} in {time:.1?}: {tally:?}");
}

fn run(first: u64, count: u64) -> Tally {
    let seeds = seeds::all();
    let words = mutate::words(&seeds);
    let mut tally = Tally::default();
    for seed in (0..count).map(|number| first.wrapping_add(number)) {
        let input = Mutator::new(Numbers::of(seed), &seeds, &words).input();
        if let Err(fault) = verdict::expand(&input, &mut tally) {
            let input = verdict::shrink(input);
            let (args, item) = (verdict::shown(&input.args), verdict::shown(&input.item));
            panic!(
                "with EAP_SEED={seed} EAP_INPUTS=1, {fault}\nas with #[event_async({args})] {item}"
            );
        }
    }
    tally
}
