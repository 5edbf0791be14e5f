//! The app's own files: types, compression, and how long a browser may keep them.

use std::fs;
use std::path::Path;

use ebb_protocol::problem::ProblemKind;
use ebb_tests::server_client::{Body, Reply};
use hyper::{Method, StatusCode};
use tempfile::TempDir;

use crate::world::World;

const PAGE: &str = "<!doctype html><title>Ebb</title>";
const ALL_FILES: [&str; 10] = [
    "index.html",
    "boot.js",
    "service_worker.js",
    "manifest.webmanifest",
    "app-1a2b3c4d5e6f7a8b.js",
    "app-a2b3c4d5e6f7a8b_bg.wasm",
    "tokens-0123456789abcdef.css",
    "icons/icon.svg",
    "icons/icon-192.png",
    "fonts/hyperlegible-next.woff2",
];

struct App {
    world: World,
    _folder: TempDir,
}

impl App {
    async fn start() -> Self {
        let folder = TempDir::new().unwrap();
        for name in ALL_FILES {
            write(folder.path(), name, if name == "index.html" { PAGE } else { "plain" });
            if name.ends_with("js") || name.ends_with("wasm") || name.ends_with("html") {
                write(folder.path(), &format!("{name}.br"), "brotli");
            }
        }
        write(folder.path(), ".stage/half.js", "half");
        let path = folder.path().to_owned();
        write(folder.path().parent().unwrap(), "ebb-outside.txt", "outside");
        Self { world: World::with(|settings| settings.app_dir = Some(path)).await, _folder: folder }
    }

    async fn get(&self, path: &str) -> Reply {
        self.ask(Method::GET, path, &[]).await
    }

    async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Reply {
        self.world.anonymous().send(method, path, None, headers, Body::Empty).await.unwrap()
    }
}

fn write(folder: &Path, name: &str, content: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

#[tokio::test]
async fn files_have_their_types() {
    let app = App::start().await;
    for (path, expected) in [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/boot.js", "text/javascript"),
        ("/app-a2b3c4d5e6f7a8b_bg.wasm", "application/wasm"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/tokens-0123456789abcdef.css", "text/css"),
        ("/icons/icon.svg", "image/svg+xml"),
        ("/icons/icon-192.png", "image/png"),
        ("/fonts/hyperlegible-next.woff2", "font/woff2"),
    ] {
        let reply = app.get(path).await;
        assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, expected), "{path}");
    }
}

#[tokio::test]
async fn only_files_that_never_change_are_kept_for_good() {
    let app = App::start().await;
    for name in ALL_FILES {
        let has_hash = ["app-", "tokens-"].iter().any(|start| name.starts_with(start));
        let expected = if has_hash { "public, max-age=31536000, immutable" } else { "no-cache" };
        assert_eq!(app.get(&format!("/{name}")).await.header("cache-control"), expected, "{name}");
    }
    assert_eq!(app.get("/").await.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn a_browser_that_knows_brotli_gets_it() {
    let app = App::start().await;
    for path in ["/app-a2b3c4d5e6f7a8b_bg.wasm", "/"] {
        let packed = app.ask(Method::GET, path, &[("accept-encoding", "gzip, deflate, br")]).await;
        assert_eq!(packed.header("content-encoding"), "br");
        assert_eq!(packed.body, "brotli");
        let plain = app.get(path).await;
        assert_eq!(plain.header("content-encoding"), "");
        assert_ne!(plain.body, "brotli");
        for reply in [&packed, &plain] {
            assert_eq!(reply.header("vary").to_lowercase(), "accept-encoding");
        }
        assert_eq!(packed.header("content-type"), plain.header("content-type"));
        assert_eq!(packed.header("cache-control"), plain.header("cache-control"));
    }
    let only_plain = app.ask(Method::GET, "/icons/icon.svg", &[("accept-encoding", "br")]).await;
    assert_eq!((only_plain.header("content-encoding"), &only_plain.body[..]), ("", &b"plain"[..]));
}

#[tokio::test]
async fn a_file_that_has_not_changed_is_not_sent_again() {
    let app = App::start().await;
    for path in ["/", "/boot.js"] {
        let first = app.get(path).await;
        let again = app.ask(Method::GET, path, &[("if-none-match", first.header("etag"))]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
        assert_eq!(again.header("cache-control"), "no-cache");
        assert!(again.body.is_empty());
    }
}

#[tokio::test]
async fn routes_of_the_app_are_its_page() {
    let app = App::start().await;
    for path in ["/", "/history", "/settings/devices", "/join/", "/v1.2/today"] {
        let reply = app.get(path).await;
        assert_eq!((reply.status, &reply.body[..]), (StatusCode::OK, PAGE.as_bytes()), "{path}");
    }
    let head = app.ask(Method::HEAD, "/history", &[]).await;
    assert_eq!((head.status, head.header("content-length")), (StatusCode::OK, PAGE.len().to_string().as_str()));
    assert!(head.body.is_empty());
}

#[tokio::test]
async fn what_is_missing_is_not_the_page() {
    let app = App::start().await;
    for path in [
        "/missing.js",
        "/app-ffffffffffffffff.js",
        "/icons/missing.png",
        "/boot.js/x.js",
        "/.stage/half.js",
        "/../ebb-outside.txt",
        "/..%2febb-outside.txt",
        "/%2e%2e/ebb-outside.txt",
        "/icons/%00.svg",
        "/favicon.ico",
    ] {
        let reply = app.get(path).await;
        assert_eq!(reply.refusal(), ProblemKind::NotFound, "{path}");
    }
}

#[tokio::test]
async fn without_an_app_the_page_says_what_to_do() {
    let world = World::start().await;
    for path in ["/", "/history"] {
        let reply = world.anonymous().send(Method::GET, path, None, &[], Body::Empty).await.unwrap();
        assert_eq!(reply.status, StatusCode::NOT_FOUND);
        assert!(String::from_utf8_lossy(&reply.body).contains("--app-dir"), "{path}");
        assert!(reply.header("content-type").starts_with("text/plain"));
    }
}
