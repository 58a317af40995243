//! "Your class will work correctly under any application model, including ASP.NET, Console applications, and Windows Forms
//! applications": what holds under every context there is, and what each of them adds.

mod blocking_executor;
mod console;
mod counting;
mod ended_contexts;
mod ending_drops;
mod ending_threads;
mod entering;
mod every_context;
mod local_set;
mod models;
mod order;
mod refusals;
mod runtime;
mod sending;
mod serial_context;
