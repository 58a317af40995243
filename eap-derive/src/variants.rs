//! The variants of a method: with `cfg` on its parameters it is several methods, of which the compiler keeps one. That goes
//! for type parameters, too.
//!
//! A parameter can be under a `cfg`, but neither the argument of a call nor the element of a tuple. So all that is generated
//! for such a method is generated for each of its variants.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;
use syn::{Attribute, FnArg, Pat, Signature};

use crate::attributes::{attributes, attributes_of_generic, condition};
use crate::errors::Errors;
use crate::lift::list;

/// How many predicates the parameters of a method may be under: each doubles the number of variants.
const LIMIT: usize = 3;

/// One of a method's variants.
pub(crate) struct Variant {
    /// The method's place in the impl block.
    method: usize,
    /// The variant's place among the method's.
    pub(crate) index: usize,
    /// What holds where this variant is compiled, one predicate each.
    pub(crate) conditions: Vec<TokenStream>,
    /// Which of the signature's inputs it has, and then which of the generic parameters.
    pub(crate) has: Vec<bool>,
    /// How many variants the method has.
    count: usize,
}

impl Variant {
    /// Whether all the variants of its method are among these.
    pub(crate) fn is_one_of_all<'a>(&self, variants: impl Iterator<Item = &'a Self>) -> bool {
        variants.filter(|other| other.method == self.method).count() == self.count
    }
}

/// What a parameter's `cfg`s ask for: a predicate, by its place among the method's, that has to hold or must not.
struct Demand {
    predicate: usize,
    holds: bool,
}

/// The variants of the method at this place of its impl block, if it has more than one.
pub(crate) fn variants(method: usize, sig: &Signature, errors: &mut Errors) -> Vec<Variant> {
    let mut predicates = Vec::new();
    let mut demands = Vec::new();
    for (attributes, _) in optional(sig) {
        let mut of_one = Vec::new();
        for attribute in attributes {
            let Some(condition) = condition(attribute) else {
                continue;
            };
            of_one.push(demand(condition, &mut predicates));
            if predicates.len() > LIMIT {
                let message = format!(
                    "the parameters of `{0}` are under more than {LIMIT} different predicates: put a `#[cfg]` on `{0}` \
                     itself, and write it once for each case",
                    sig.ident
                );
                errors.at(attribute, message);
                return Vec::new();
            }
        }
        demands.push(of_one);
    }
    if predicates.is_empty() {
        return Vec::new();
    }
    let cases = (0..1_usize << predicates.len()).filter_map(|case| {
        let is_there = |demand: &Demand| holds(case, demand.predicate) == demand.holds;
        let has: Vec<bool> = demands.iter().map(|all| all.iter().all(is_there)).collect();
        is_possible(sig, &demands, &has).then_some((case, has))
    });
    let cases: Vec<_> = cases.collect();
    let count = cases.len();
    let cases = cases.into_iter().enumerate();
    let variants = cases.map(|(index, (case, has))| Variant {
        method,
        index,
        conditions: conditions(case, &predicates),
        has,
        count,
    });
    variants.collect()
}

/// A case is a number: each predicate has a bit, which is 0 where the predicate holds.
fn holds(case: usize, predicate: usize) -> bool {
    case >> predicate & 1 == 0
}

fn conditions(case: usize, predicates: &[TokenStream]) -> Vec<TokenStream> {
    let predicates = predicates.iter().enumerate();
    let conditions = predicates.map(|(index, predicate)| {
        if holds(case, index) {
            predicate.clone()
        } else {
            quote!(not(#predicate))
        }
    });
    conditions.collect()
}

/// Where two of the conditional inputs would have one name, their predicates exclude each other: no method has both.
fn is_possible(sig: &Signature, demands: &[Vec<Demand>], has: &[bool]) -> bool {
    let mut known = Vec::new();
    for ((_, name), (demands, has)) in optional(sig).zip(demands.iter().zip(has)) {
        let name = name.filter(|_| *has && !demands.is_empty());
        if name.is_some_and(|name| known.contains(&name)) {
            return false;
        }
        known.extend(name);
    }
    true
}

/// What can be under a `cfg`, and the names of inputs.
fn optional(sig: &Signature) -> impl Iterator<Item = (&[Attribute], Option<&Ident>)> {
    let inputs = sig.inputs.iter();
    let inputs = inputs.map(|input| (attributes(input), name(input)));
    let generics = sig.generics.params.iter().map(attributes_of_generic);
    inputs.chain(generics.map(|attributes| (attributes, None)))
}

fn name(input: &FnArg) -> Option<&Ident> {
    match input {
        FnArg::Typed(typed) => match &*typed.pat {
            Pat::Ident(pat) => Some(&pat.ident),
            _ => None,
        },
        FnArg::Receiver(_) => None,
    }
}

/// Finds the predicate among those known, or adds it. `p` and `not(p)` are one.
fn demand(condition: TokenStream, predicates: &mut Vec<TokenStream>) -> Demand {
    if let Some(negated) = negated(condition.clone()) {
        let Demand { predicate, holds } = demand(negated, predicates);
        return Demand {
            predicate,
            holds: !holds,
        };
    }
    let text = condition.to_string();
    let known = predicates
        .iter()
        .position(|known| known.to_string() == text);
    let predicate = known.unwrap_or(predicates.len());
    if known.is_none() {
        predicates.push(condition);
    }
    Demand {
        predicate,
        holds: true,
    }
}

/// The `p` of `not(p)`.
pub(crate) fn negated(condition: TokenStream) -> Option<TokenStream> {
    let mut tokens = condition.into_iter();
    let (not, content, end) = (tokens.next()?, tokens.next()?, tokens.next());
    let is_not = matches!(&not, TokenTree::Ident(ident) if ident == "not");
    let mut list = list(&content).filter(|list| is_not && end.is_none() && list.len() == 1)?;
    list.pop().map(TokenStream::from_iter)
}
