//! "The same parameters as the `MethodName` method", and so whatever Rust allows in their place: every form of type, parameter
//! and item can be part of a component, and what is generated for it runs.

#![allow(
    clippy::ignored_unit_patterns,
    clippy::just_underscores_and_digits,
    clippy::mixed_attributes_style,
    clippy::ptr_arg,
    clippy::too_many_arguments,
    clippy::toplevel_ref_arg,
    clippy::trivially_copy_pass_by_ref,
    clippy::unnecessary_wraps,
    reason = "these tests are about forms that are rarely the best"
)]

mod arguments;
mod beside_the_events;
mod bindings;
mod conditional;
mod conditional_operations;
mod conditional_parameters;
mod generics;
mod macros;
mod namesakes;
mod own_types;
mod places;
mod scopes;
mod surroundings;
mod types;
mod types_prefix;
