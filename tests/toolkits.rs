//! Stand-ins for the toolkits of the guide, whose crates are too large to build for a page: what the page uses, with the
//! signatures that it has there. They do nothing.

#![allow(
    clippy::missing_errors_doc,
    clippy::must_use_candidate,
    clippy::new_ret_no_self,
    clippy::needless_pass_by_value,
    clippy::unused_self,
    reason = "the signatures are not ours"
)]
