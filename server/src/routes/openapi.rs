//! `GET /api/v1/openapi.json`: what the API takes and gives, as an OpenAPI 3.1 document made of the table that the router
//! is made of, [`crate::surface`], and of the shapes in [`schemas`], which tests hold against the protocol's types.

mod schemas;

use axum::Json;
use ebb_protocol::endpoints::BYTES_TYPE;
use ebb_protocol::problem::PROBLEM_TYPE;
use serde_json::{Map, Value, json};

use crate::surface::{ROWS, Row, Shape, Who};

/// Sends the document.
pub(crate) async fn document() -> Json<Value> {
    Json(whole())
}

fn whole() -> Value {
    let mut paths = Map::new();
    for row in ROWS {
        let path = paths.entry(row.path).or_insert_with(|| json!({}));
        path[row.method().as_str().to_lowercase()] = operation(row);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Ebb",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Keeps sealed segments of journals in order. What is inside of them, the server cannot read. \
                The bytes are told in docs/protocol.md.",
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "paths": paths,
        "components": {
            "schemas": schemas::schemas(),
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer", "bearerFormat": "account.member.secret, in hexadecimal" },
            },
        },
    })
}

fn operation(row: &Row) -> Value {
    let (status, gives) = row.gives;
    let mut answer = json!({ "description": row.summary });
    if let Some(content) = content(gives) {
        answer["content"] = content;
    }
    let problem = json!({
        "description": "Why it was not done, by RFC 9457",
        "content": { PROBLEM_TYPE: { "schema": named("Problem") } },
    });
    let security = if is_signed_in(row.who) { json!([{ "token": [] }]) } else { json!([]) };
    let mut operation = json!({
        "summary": row.summary,
        "description": who(row.who),
        "security": security,
        "responses": { status.to_string(): answer, "default": problem },
    });
    if let Some(content) = content(row.takes) {
        operation["requestBody"] = json!({ "required": true, "content": content });
    }
    operation
}

const fn is_signed_in(who: Who) -> bool {
    match who {
        Who::Presenter | Who::AnyMember | Who::DeviceOrSheet | Who::DeviceOrFollow | Who::Device | Who::Follow => true,
        // The live channel takes its token in the first frame, which is no part of the request.
        Who::Anyone | Who::Counted | Who::SecretHolder | Who::FirstFrame => false,
    }
}

const fn who(who: Who) -> &'static str {
    match who {
        Who::Anyone => "For anyone.",
        Who::Counted => "For anyone, counted by address.",
        Who::SecretHolder => "For whoever knows the secret in the body; counted by address.",
        Who::Presenter => "For a device of the trust log that it presents; counted by address.",
        Who::AnyMember => "For a device, a recovery sheet, or a follow.",
        Who::DeviceOrSheet => "For a device, or a recovery sheet.",
        Who::DeviceOrFollow => "For a device, or a follow.",
        Who::Device => "For a device.",
        Who::Follow => "For a follow.",
        Who::FirstFrame => {
            "For a device or a follow, which sends its token as the first text frame. The server answers with frames of `LiveFrame`."
        }
    }
}

fn content(shape: Shape) -> Option<Value> {
    match shape {
        Shape::Nothing => None,
        Shape::Bytes(what) => Some(json!({ BYTES_TYPE: { "schema": { "description": what } } })),
        Shape::Json(name) => Some(json!({ "application/json": { "schema": named(name) } })),
        Shape::OwnJson(what) => {
            Some(json!({ "application/json": { "schema": { "type": "object", "description": what } } }))
        }
        Shape::Text => Some(json!({ "text/plain": { "schema": { "type": "string" } } })),
    }
}

fn named(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

#[cfg(test)]
mod tests;
