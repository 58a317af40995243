//! The connections.

use std::io;
use std::pin::pin;
use std::time::Duration;

use axum::Extension;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::time::{sleep, timeout};

use crate::client::Client;
use crate::{Limits, router};

/// Serves until `stop` is ready, and then lets the requests that have begun end.
///
/// # Errors
///
/// When a request has not ended long after its deadline.
pub async fn serve(
    listener: TcpListener,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let router = router(limits);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.head);
    let connections = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let Ok((connection, client)) = accepted.and_then(|(connection, _)| Client::of(connection))
        else {
            // The client has gone already, or all descriptors are in use until other clients go.
            sleep(Duration::from_millis(10)).await;
            continue;
        };
        let service = TowerToHyperService::new(router.clone().layer(Extension(client)));
        let connection = http.serve_connection(TokioIo::new(connection), service);
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            // An error means that the client broke off.
            let _ = connection.await;
        });
    }
    drop(listener);
    // A client may be slow to read its answer.
    let longest = limits.deadline + Duration::from_secs(5);
    timeout(longest, connections.shutdown())
        .await
        .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))
}
