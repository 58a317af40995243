//! Expansions, checked against files a person can read.
//!
//! `UPDATE_EXPECT=1 cargo test -p eap-tests --test expand` writes them anew.

// The macro's own modules, so that it runs without a compiler around it.
#[path = "../../eap-derive/src/attributes.rs"]
mod attributes;
#[path = "../../eap-derive/src/bare_traits.rs"]
mod bare_traits;
#[path = "../../eap-derive/src/borrow.rs"]
mod borrow;
#[path = "../../eap-derive/src/bounds.rs"]
mod bounds;
#[path = "../../eap-derive/src/check/mod.rs"]
mod check;
#[path = "../../eap-derive/src/convert.rs"]
mod convert;
#[path = "../../eap-derive/src/counterparts.rs"]
mod counterparts;
#[path = "../../eap-derive/src/depth.rs"]
mod depth;
#[path = "../../eap-derive/src/emitted.rs"]
mod emitted;
#[path = "../../eap-derive/src/errors.rs"]
mod errors;
#[path = "../../eap-derive/src/expand/mod.rs"]
mod expand;
#[path = "../../eap-derive/src/generics.rs"]
mod generics;
#[path = "../../eap-derive/src/grammar.rs"]
mod grammar;
#[path = "../../eap-derive/src/half_typed.rs"]
mod half_typed;
#[path = "../../eap-derive/src/lift.rs"]
mod lift;
#[path = "../../eap-derive/src/markers.rs"]
mod markers;
#[path = "../../eap-derive/src/misplaced.rs"]
mod misplaced;
#[path = "../../eap-derive/src/model.rs"]
mod model;
#[path = "../../eap-derive/src/names.rs"]
mod names;
#[path = "../../eap-derive/src/nearness.rs"]
mod nearness;
#[path = "../../eap-derive/src/options.rs"]
mod options;
#[path = "../../eap-derive/src/parameters.rs"]
mod parameters;
#[path = "../../eap-derive/src/parse.rs"]
mod parse;
#[path = "../../eap-derive/src/signature.rs"]
mod signature;
#[path = "../../eap-derive/src/spelling.rs"]
mod spelling;
#[path = "../../eap-derive/src/types.rs"]
mod types;
#[path = "../../eap-derive/src/values.rs"]
mod values;
#[path = "../../eap-derive/src/variants.rs"]
mod variants;
#[path = "../../eap-derive/src/well_formed.rs"]
mod well_formed;
#[path = "../../eap-derive/src/wrapped.rs"]
mod wrapped;

mod by_hand;
mod cases;
mod component_generics;
mod figures;
mod garbage;
mod mistakes;
mod spans;
mod while_typing;
