//! A component with every asynchronous face: it downloads over HTTP, and can be listened to, waited for, and awaited.
//!
//! The [`server`] beside it is for the program and the tests, which download from nowhere else.

mod downloader;
pub mod server;

pub use crate::downloader::{
    DownloadAsyncResult, DownloadCompletedEventArgs, DownloadCompletedEventHandler, DownloadError,
    DownloadProgressChangedEventArgs, DownloadProgressChangedEventHandler, Downloader, Received,
};
