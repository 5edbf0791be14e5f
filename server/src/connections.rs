//! Takes connections and speaks HTTP/1.1 on each, within bounds, until it is told to stop.

use std::future::Future;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tower::ServiceExt as _;

use crate::address::Peer;

/// Connections at one time, live channels included. More wait in the system's queue.
const CONNECTIONS_MAX: usize = 4096;
/// All headers of a request together, and how many they may be.
const HEADER_BYTES_MAX: usize = 16 * 1024;
const HEADERS_MAX: usize = 64;
/// How long to wait after the system could not give a connection, for want of file handles say.
const ACCEPT_PAUSE: Duration = Duration::from_millis(500);

/// A connection's place among [`CONNECTIONS_MAX`]. Every request carries it as an extension, so that a live channel can
/// keep it.
#[derive(Debug, Clone)]
pub(crate) struct Place(#[expect(dead_code, reason = "held, not read")] Arc<OwnedSemaphorePermit>);

/// Serves until `shutdown` is there, and takes nothing new then. Each connection holds a receiver of `stopping` until it
/// has ended; once that says true, it ends as soon as what is in flight is answered.
pub(crate) async fn accept(
    listener: TcpListener,
    router: Router,
    headers_within: Duration,
    stopping: &watch::Sender<bool>,
    shutdown: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(headers_within)
        .max_header_size(HEADER_BYTES_MAX)
        .max_headers(HEADERS_MAX);
    tokio::pin!(shutdown);
    loop {
        let (stream, peer, place) = tokio::select! {
            connection = next(&listener, &places) => connection,
            () = &mut shutdown => return,
        };
        tokio::spawn(converse(http.clone(), stream, peer, place, router.clone(), stopping.subscribe()));
    }
}

async fn converse(
    http: http1::Builder,
    stream: TcpStream,
    peer: SocketAddr,
    place: Place,
    router: Router,
    mut stopping: watch::Receiver<bool>,
) {
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer.ip()));
        request.extensions_mut().insert(place.clone());
        router.clone().oneshot(request)
    });
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service).with_upgrades());
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = until_told(&mut stopping) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    // What goes wrong here is the peer's matter: a cut line, late headers, no HTTP.
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}

async fn until_told(stopping: &mut watch::Receiver<bool>) {
    // An error means that the server is gone already.
    let _ = stopping.wait_for(|is_stopping| *is_stopping).await;
}

/// The next connection, once there is a place for it.
async fn next(listener: &TcpListener, places: &Arc<Semaphore>) -> (TcpStream, SocketAddr, Place) {
    loop {
        // The semaphore is never closed; were it, waiting for nothing would be the answer, too.
        let Ok(place) = Arc::clone(places).acquire_owned().await else { return std::future::pending().await };
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Answers are small and waited for. A connection that refuses this works all the same.
                let _ = stream.set_nodelay(true);
                return (stream, peer, Place(Arc::new(place)));
            }
            // Ended before it was taken.
            Err(error) if matches!(error.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset) => {}
            Err(error) => {
                tracing::error!(%error, "cannot take connections");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}
