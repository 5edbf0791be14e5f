//! `GET /api/v1/live`: opens a live channel.

use std::sync::Arc;

use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::{Extension, State};
use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use axum::response::Response;
use ebb_protocol::limits::LIVE_FRAME_BYTES_MAX;

use crate::Server;
use crate::connections::Place;
use crate::error::Refusal;
use crate::live::channel;

/// Turns the connection into a live channel. Its token comes as the first frame.
pub(crate) async fn open(
    State(server): State<Arc<Server>>,
    place: Option<Extension<Place>>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Refusal> {
    if !is_own_page(&headers) {
        return Err(Refusal::Forbidden("The live channel is not open to pages of other sites."));
    }
    let upgrade = upgrade.map_err(|_| Refusal::Malformed("The live channel is a WebSocket."))?;
    let upgrade = upgrade.max_message_size(LIVE_FRAME_BYTES_MAX).max_frame_size(LIVE_FRAME_BYTES_MAX);
    // Taken before the upgrade, so that a server that stops meanwhile waits for this channel too.
    let stopping = server.stopping.subscribe();
    Ok(upgrade.on_upgrade(|socket| async move {
        channel::run(server, socket, stopping).await;
        // The channel counts as a connection until here.
        drop(place);
    }))
}

/// Browsers let any page open a WebSocket anywhere, and say from where. Others than browsers say nothing.
fn is_own_page(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(ORIGIN) else { return true };
    let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    matches!((origin, host), (Some((_, origin_host)), Some(host)) if origin_host.eq_ignore_ascii_case(host))
}
