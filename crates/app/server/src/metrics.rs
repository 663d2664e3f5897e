//! Counters and durations as Prometheus text. Route patterns only: never an address that was asked for.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};

/// Upper bounds of the duration buckets, in seconds.
const BUCKETS: [f64; 8] = [0.005, 0.01, 0.025, 0.1, 0.25, 1.0, 2.5, 10.0];

#[derive(Default)]
struct Series {
    count: u64,
    seconds: f64,
    buckets: [u64; BUCKETS.len()],
}

/// Requests seen since the start, by method, route and status.
#[derive(Clone, Default)]
pub struct Metrics(Arc<Mutex<BTreeMap<(String, String, u16), Series>>>);

impl Metrics {
    fn record(&self, method: &str, route: &str, status: u16, took: Duration) {
        let seconds = took.as_secs_f64();
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let series = all
            .entry((method.to_owned(), route.to_owned(), status))
            .or_default();
        series.count += 1;
        series.seconds += seconds;
        for (bucket, bound) in series.buckets.iter_mut().zip(BUCKETS) {
            *bucket += u64::from(seconds <= bound);
        }
    }

    /// The text that a collector reads.
    pub fn text(&self) -> String {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut out = String::from(
            "# HELP http_request_duration_seconds Time to answer.\n\
             # TYPE http_request_duration_seconds histogram\n",
        );
        for ((method, route, status), series) in all.iter() {
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
            for (count, bound) in series.buckets.iter().zip(BUCKETS) {
                let _ = writeln!(
                    out,
                    "http_request_duration_seconds_bucket{{{labels},le=\"{bound}\"}} {count}"
                );
            }
            let Series { count, seconds, .. } = series;
            let _ = writeln!(
                out,
                "http_request_duration_seconds_bucket{{{labels},le=\"+Inf\"}} {count}\n\
                 http_request_duration_seconds_sum{{{labels}}} {seconds}\n\
                 http_request_duration_seconds_count{{{labels}}} {count}"
            );
        }
        out
    }
}

/// Counts each request and writes one line of log: method, route pattern, status, time. No address,
/// no query, no header: those may hold a person's data.
pub async fn observe(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let took = started.elapsed();
    metrics.record(method.as_str(), &route, response.status().as_u16(), took);
    tracing::info!(
        %method,
        route,
        status = response.status().as_u16(),
        ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        "answered"
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_cumulative() {
        let metrics = Metrics::default();
        metrics.record("GET", "/health", 200, Duration::from_millis(7));
        metrics.record("GET", "/health", 200, Duration::from_millis(400));
        let text = metrics.text();
        assert!(text.contains("le=\"0.005\"} 0"));
        assert!(text.contains("le=\"0.01\"} 1"));
        assert!(text.contains("le=\"1\"} 2"));
        assert!(text.contains("_count{method=\"GET\",route=\"/health\",status=\"200\"} 2"));
    }
}
