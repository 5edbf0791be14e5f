//! Requests and replies, with nothing hidden.

use std::net::SocketAddr;

use bytes::Bytes;
use ebb_protocol::problem::{PROBLEM_TYPE, Problem, ProblemKind};
use http_body_util::{BodyExt as _, Full};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap};
use hyper::{Method, Request, StatusCode};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::TokioExecutor;
use serde::de::DeserializeOwned;

/// Someone's connection to a server.
#[derive(Debug, Clone)]
pub struct Http {
    client: Client<HttpConnector, Full<Bytes>>,
    address: SocketAddr,
}

/// What goes into a request.
#[derive(Debug, Clone)]
pub enum Body {
    /// Nothing.
    Empty,
    /// Bytes.
    Octets(Vec<u8>),
    /// JSON.
    Json(serde_json::Value),
}

impl Body {
    /// JSON from a value that has one.
    pub fn json(value: &impl serde::Serialize) -> Self {
        Self::Json(serde_json::to_value(value).unwrap_or_default())
    }
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// All headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Bytes,
}

impl Http {
    /// A client of the server at an address.
    pub fn new(address: SocketAddr) -> Self {
        Self { client: Client::builder(TokioExecutor::new()).build_http(), address }
    }

    /// Where the server is.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Sends a request and reads the whole reply. `token` goes into `Authorization`; `headers` as they are.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Result<Reply, Error> {
        let mut request = Request::builder().method(method).uri(format!("http://{}{path}", self.address));
        if let Some(token) = token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (content_type, body) = match body {
            Body::Empty => (None, Bytes::new()),
            Body::Octets(bytes) => (Some("application/octet-stream"), bytes.into()),
            Body::Json(json) => (Some("application/json"), json.to_string().into()),
        };
        if let Some(content_type) = content_type {
            request = request.header(CONTENT_TYPE, content_type);
        }
        let request = request.body(Full::new(body)).expect("paths and headers of the tests are valid");
        let reply = self.client.request(request).await?;
        let (parts, body) = reply.into_parts();
        // A body that is cut off is noticed where it is read.
        let body = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
        Ok(Reply { status: parts.status, headers: parts.headers, body })
    }
}

impl Reply {
    /// A header's text; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body as JSON of a shape that the test expects.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        match serde_json::from_slice(&self.body) {
            Ok(value) => value,
            Err(error) => panic!("{error}: {} {}", self.status, String::from_utf8_lossy(&self.body)),
        }
    }

    /// The problem document; its type and statuses must agree.
    pub fn problem(&self) -> Problem {
        assert_eq!(self.header("content-type"), PROBLEM_TYPE, "{}", String::from_utf8_lossy(&self.body));
        let problem: Problem = self.json();
        assert_eq!(problem.status, self.status.as_u16());
        problem
    }

    /// The problem's kind.
    pub fn refusal(&self) -> ProblemKind {
        self.problem().kind()
    }
}
