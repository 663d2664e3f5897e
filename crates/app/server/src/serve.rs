//! Listening, and stopping without cutting anybody off.

use std::{net::SocketAddr, time::Duration};

use axum::Router;
use tokio::net::TcpListener;

use crate::ServerError;

/// How long running requests may take to finish after a stop was asked for.
const GRACE: Duration = Duration::from_secs(20);

/// Takes the address.
///
/// # Errors
/// [`ServerError::Listen`] when it is taken or not ours.
pub async fn bind(address: SocketAddr) -> Result<TcpListener, ServerError> {
    TcpListener::bind(address)
        .await
        .map_err(|source| ServerError::Listen { address, source })
}

/// Serves until SIGTERM or Ctrl-C, then lets running requests finish.
///
/// # Errors
/// [`ServerError::Serving`] when the listener fails.
pub async fn serve(listener: TcpListener, router: Router) -> Result<(), ServerError> {
    let (told, mut stop) = tokio::sync::watch::channel(());
    let graceful = async move {
        asked_to_stop().await;
        tracing::info!("stopping: running requests may finish");
        drop(told);
    };
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(graceful);
    tokio::select! {
        ended = async { serving.await } => ended?,
        () = async { let _ = stop.changed().await; tokio::time::sleep(GRACE).await; } => {
            tracing::warn!("requests were still running after the grace period");
        }
    }
    Ok(())
}

async fn asked_to_stop() {
    let interrupted = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
