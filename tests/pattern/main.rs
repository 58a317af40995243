//! What the pattern promises, as a client sees it: a file for each section of its texts.

#![allow(
    clippy::needless_pass_by_value,
    clippy::type_complexity,
    clippy::unused_self,
    reason = "the methods here take what the pattern says, and do as little as they can with it"
)]

mod application_models;
mod async_operation;
mod background_worker;
mod begin_end;
mod cancellation;
mod cancellation_names;
mod completed;
mod completed_event_args;
mod component;
mod delegates;
mod errors;
mod event_loop;
mod events;
mod executor;
mod future;
mod generated_code;
mod incremental_results;
mod introduction;
mod is_busy;
mod language;
mod naming;
mod out_and_ref;
mod parameters;
mod progress;
mod progress_names;
mod support;
mod testing_components;
mod then;
mod traits;
mod user_states;
mod user_values;
