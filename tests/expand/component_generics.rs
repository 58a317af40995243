//! The parameters of the impl block: what the macro says of them, and where it keeps silent.

use proc_macro2::TokenStream;
use quote::quote;

use crate::mistakes::check;

#[test]
fn what_may_be_demanded_of_a_parameter_is_left_to_the_compiler() {
    let fine = [
        quote!(impl<T: 'static> Cache<T>),
        quote!(impl<T: Clone + Send> Cache<T>),
        quote!(impl<T: std::marker::Sync> Cache<T>),
        quote!(impl<T: Load> Cache<T>),
        quote!(impl<T: load::Clone> Cache<T>),
        quote!(impl<T: Clone> Cache<T> where T: Load),
        quote!(impl<T> Cache<T> where Self: Send + Sync),
        quote!(impl<T> Cache<T> where Vec<T>: Send + Sync),
        quote!(impl<T> Cache<T> where for<'a> &'a T: Load),
        quote!(impl<T: Iterator + Send, U: Clone> Cache<T> where T: Iterator<Item = U>),
        quote!(impl<T: Clone, U: Iterator<Item = T> + Send> Cache<<T as Load>::Key, U>),
        quote!(impl<const N: usize> Cache<N>),
    ];
    for head in fine {
        let input = quote!(#head { #[event_async] fn load(&self) {} });
        check(TokenStream::new(), input, &[]);
    }
    let wrong = [
        quote!(impl<T> Cache<T>),
        quote!(impl<T: ?Sized + std::fmt::Debug> Cache<T>),
        quote!(impl<T: core::clone::Clone> Cache<Vec<[T; 4]>>),
        quote!(impl<T, U: Into<T> + Send> Cache<T, U> where U: From<T>),
        quote!(impl<T: Clone> Cache<T> where (T): PartialEq),
    ];
    for head in wrong {
        let input = quote!(#head { #[event_async] fn load(&self) -> u8 { 1 } });
        let expanded = check(TokenStream::new(), input, &["Send + Sync + 'static`"]);
        assert!(expanded.contains("for Cache<"));
    }
}

#[test]
fn parameters_of_the_block_are_there_under_every_cfg() {
    let expanded = check(
        TokenStream::new(),
        quote! {
            impl<#[cfg(unix)] T: Send, #[cfg_attr(all(), cfg(not(unix)))] T: Send + Clone, const N: u8> Cache<T, N> {
                #[event_async]
                fn load(&self) -> Option<T> { None }
            }
        },
        &["cannot be conditional"],
    );
    assert!(expanded.contains("for Cache<T, N> {"));
    assert_eq!(expanded.matches("T: Send + 'static").count(), 1);
}

#[test]
fn arguments_of_self_are_left_to_the_compiler() {
    let input = quote! {
        impl<T: Send + Sync + 'static> Cache<T> {
            #[event_async]
            fn load(&self) -> Option<Self<Vec<T>>> {
                None
            }
        }
    };
    let expanded = check(TokenStream::new(), input, &[]);
    assert!(
        expanded.contains("Completed<Option<Cache<T>>>"),
        "{expanded}"
    );
}
