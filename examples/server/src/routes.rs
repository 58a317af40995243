//! What can be asked, and how it is answered.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Json, Router};
use eap_runtime::ThreadPool;
use serde::Deserialize;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::Limits;
use crate::client::Client;
use crate::counts::Counts;
use crate::refusal::Refusal;
use crate::request::{Answer, Request};

/// The most numbers that one request may ask for.
const MOST_NUMBERS: usize = 100;

/// What the requests share.
struct Shared {
    counts: Arc<Counts>,
    /// A test computes all the time. With more threads than cores, everything else would have to wait for its turn.
    pool: Arc<ThreadPool>,
    threads: usize,
    admission: Semaphore,
    deadline: Duration,
}

/// The server's routes.
///
/// `GET /primes?numbers=97,99991` answers with what is known of each number, in the order asked, and `GET /counts` with
/// how many tests are running or waiting for their turn, have finished, and have been cancelled.
pub fn router(limits: Limits) -> Router {
    let pool = ThreadPool::builder()
        .thread_name("primes")
        .core_threads(limits.threads)
        .max_threads(limits.threads)
        .build();
    let shared = Shared {
        counts: Arc::default(),
        pool: Arc::new(pool),
        threads: limits.threads,
        admission: Semaphore::new(limits.requests),
        deadline: limits.deadline,
    };
    Router::new()
        .route("/primes", get(primes))
        .route("/counts", get(counts))
        .fallback(async || Refusal::new(StatusCode::NOT_FOUND, "try /primes?numbers=97"))
        .method_not_allowed_fallback(async || {
            Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "only GET is allowed")
        })
        .with_state(Arc::new(shared))
}

#[derive(Deserialize)]
struct Asked {
    numbers: String,
}

/// Whether the time is up or the client has gone, the request is dropped, and that cancels its tests.
async fn primes(
    State(shared): State<Arc<Shared>>,
    client: Option<Extension<Client>>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<Vec<Answer>>, Refusal> {
    let Query(asked) =
        asked.map_err(|error| Refusal::new(StatusCode::BAD_REQUEST, error.body_text()))?;
    let numbers: Vec<&str> = asked.numbers.split(',').collect();
    if numbers.len() > MOST_NUMBERS {
        let count = numbers.len();
        let error = format!("{count} numbers: at most {MOST_NUMBERS} are tested at a time");
        return Err(Refusal::new(StatusCode::BAD_REQUEST, error));
    }
    let _admitted = shared
        .admission
        .try_acquire()
        .map_err(|_| Refusal::busy("too many requests at a time"))?;
    let pool = Arc::clone(&shared.pool);
    let request = Request::start(&numbers, pool, shared.threads, &shared.counts)
        .map_err(|error| Refusal::busy(error.to_string()))?;
    let gone = async {
        match &client {
            Some(Extension(client)) => client.gone().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        answers = timeout(shared.deadline, request.answers()) => answers.map(Json).map_err(|_| {
            let error = format!("it takes more than {} s", shared.deadline.as_secs_f32());
            Refusal::new(StatusCode::GATEWAY_TIMEOUT, error)
        }),
        () = gone => Err(Refusal::new(StatusCode::BAD_REQUEST, "the connection is closed")),
    }
}

async fn counts(State(shared): State<Arc<Shared>>) -> Response {
    Json(&*shared.counts).into_response()
}
