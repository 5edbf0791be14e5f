//! Half-sent requests: HTTP by hand, for what a decent client never does.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A connection on which the test says every byte itself.
pub(crate) struct RawHttp(TcpStream);

impl RawHttp {
    /// Connects.
    pub(crate) async fn connect(address: SocketAddr) -> Self {
        Self(TcpStream::connect(address).await.unwrap())
    }

    /// Sends bytes.
    pub(crate) async fn say(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).await.unwrap();
    }

    /// Begins a POST: its headers, and an empty line.
    pub(crate) async fn begin_post(&mut self, path: &str, token: &str, framing: &str) {
        let head = format!("POST {path} HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer {token}\r\n{framing}\r\n\r\n");
        self.say(head.as_bytes()).await;
    }

    /// Reads on until the server has said `text`, and returns all that it said by then.
    pub(crate) async fn hear(&mut self, text: &str) -> String {
        let mut heard = Vec::new();
        loop {
            let said = String::from_utf8_lossy(&heard).into_owned();
            if said.contains(text) {
                return said;
            }
            let read = self.0.read_buf(&mut heard).await.unwrap();
            assert_ne!(read, 0, "the server closed after {said:?}");
        }
    }

    /// Reads on until the server closes, and returns all that it said.
    pub(crate) async fn hear_all(&mut self) -> String {
        let mut heard = Vec::new();
        // A reset is a way to close, too.
        let _ = self.0.read_to_end(&mut heard).await;
        String::from_utf8_lossy(&heard).into_owned()
    }
}
