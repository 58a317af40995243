//! A server that tests numbers for primality, several for each request, and cancels those of a client that has gone.

mod counts;
mod request;

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;

use crate::counts::Counts;
use crate::request::{Answer, Request};

/// The most numbers that one request may ask for.
const MOST_NUMBERS: usize = 100;

/// The server's routes.
///
/// `GET /primes?numbers=97,99991` answers with what is known of each number, in the order asked, and `GET /counts` with
/// how many tests are running, have finished, and have been cancelled.
pub fn router() -> Router {
    Router::new()
        .route("/primes", get(primes))
        .route("/counts", get(counts))
        .with_state(Arc::new(Counts::default()))
}

#[derive(Deserialize)]
struct Asked {
    numbers: String,
}

/// When the client closes the connection, this future is dropped at its `await`, and the request with it: that cancels
/// the tests.
async fn primes(
    State(counts): State<Arc<Counts>>,
    Query(asked): Query<Asked>,
) -> Result<Json<Vec<Answer>>, (StatusCode, String)> {
    let numbers = numbers(&asked.numbers).map_err(|error| (StatusCode::BAD_REQUEST, error))?;
    let request = Request::start(&numbers, &counts)
        .map_err(|error| (StatusCode::SERVICE_UNAVAILABLE, error.to_string()))?;
    Ok(Json(request.answers().await))
}

async fn counts(State(counts): State<Arc<Counts>>) -> Response {
    Json(&*counts).into_response()
}

fn numbers(list: &str) -> Result<Vec<u64>, String> {
    let numbers = list
        .split(',')
        .map(|number| {
            number
                .trim()
                .parse()
                .map_err(|error| format!("`{number}`: {error}"))
        })
        .collect::<Result<Vec<_>, _>>()?;
    if numbers.len() > MOST_NUMBERS {
        let asked = numbers.len();
        return Err(format!(
            "{asked} numbers: {MOST_NUMBERS} at a time are enough"
        ));
    }
    Ok(numbers)
}
