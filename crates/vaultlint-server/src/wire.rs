//! The connection. tower-lsp stops reading at the first malformed message and panics when its output is closed: it
//! gets only messages that it can read, and an output that never fails.

use serde::de::{Deserializer, IgnoredAny};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::io::{
    AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader, DuplexStream,
};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id};

/// The method of the request that stands for a message that cannot be read; its parameters are the error to answer.
pub const UNREADABLE: &str = "$/unreadable";

/// The longest message, in bytes.
const LONGEST: usize = 1 << 28;

/// The longest line of a header, in bytes.
const LONGEST_LINE: u64 = 1 << 12;

/// What may wait for a client that does not read, in bytes. Only then are its messages read no longer.
const WAITING: usize = 1 << 24;

const HEADER: &str = "content-length:";

/// The messages of `input`, in a form that tower-lsp reads.
pub fn messages(input: impl AsyncRead + Unpin + Send + 'static) -> DuplexStream {
    let (near, far) = tokio::io::duplex(1 << 16);
    // An error is the end of the input, or of the server.
    tokio::spawn(async move { copy(BufReader::with_capacity(1 << 16, input), near).await.ok() });
    far
}

/// How many messages wait for the output at most, besides [`WAITING`].
const WAITING_MESSAGES: usize = 16;

/// The way to the output for messages that tower-lsp does not send: it builds a tree of each before it writes it, which
/// takes most of the time of a large one.
#[derive(Clone)]
pub struct Direct(mpsc::WeakSender<Vec<u8>>);

impl Direct {
    /// Sends a notification of `method` between the messages that tower-lsp sends; nothing after the end.
    pub async fn notify(&self, method: &str, params: &impl Serialize) {
        let Some(messages) = self.0.upgrade() else { return };
        let message = Notification { jsonrpc: "2.0", method, params };
        // What is sent can always be written as JSON.
        if let Ok(body) = serde_json::to_vec(&message) {
            // An error is the end of the output.
            let _ = messages.send(body).await;
        }
    }
}

#[derive(Serialize)]
struct Notification<'a, P> {
    jsonrpc: &'static str,
    method: &'a str,
    params: &'a P,
}

/// What is written to the stream, which must be whole messages, goes to `output`, with the messages of [`Direct`] in
/// between; nowhere, once that is closed. The task ends when the stream does and all is written.
pub fn lasting(
    mut output: impl AsyncWrite + Unpin + Send + 'static,
) -> (DuplexStream, Direct, JoinHandle<()>) {
    let (near, far) = tokio::io::duplex(WAITING);
    let (messages, mut outbox) = mpsc::channel::<Vec<u8>>(WAITING_MESSAGES);
    let direct = Direct(messages.downgrade());
    tokio::spawn(async move {
        let mut far = BufReader::with_capacity(1 << 16, far);
        while let Ok(Some(Ok(length))) = header(&mut far).await {
            let mut body = vec![0; length];
            if far.read_exact(&mut body).await.is_err() || messages.send(body).await.is_err() {
                return;
            }
        }
    });
    let task = tokio::spawn(async move {
        let mut is_open = true;
        while let Some(message) = outbox.recv().await {
            is_open = is_open && send(&mut output, &message).await.is_ok();
            if is_open && outbox.is_empty() {
                is_open = output.flush().await.is_ok();
            }
        }
    });
    (near, direct, task)
}

async fn copy(mut input: impl AsyncBufReadExt + Unpin, mut output: DuplexStream) -> std::io::Result<()> {
    while let Some(length) = header(&mut input).await? {
        let body = match length {
            Ok(length) if length > LONGEST => {
                // What follows may be this message or the next one.
                let message = format!("a message of {length} bytes is too long");
                return send(&mut output, &unreadable(ErrorCode::InvalidRequest, &message)).await;
            }
            Ok(length) => read_body(&mut input, length).await?,
            Err(message) => unreadable(ErrorCode::ParseError, message),
        };
        send(&mut output, &body).await?;
    }
    Ok(())
}

/// The length that the next header gives; what is wrong with it where it gives none; `None` at the end of the input.
async fn header(
    input: &mut (impl AsyncBufReadExt + Unpin),
) -> std::io::Result<Option<Result<usize, &'static str>>> {
    let mut length = None;
    let mut is_empty = true;
    let mut line = Vec::new();
    loop {
        line.clear();
        if (&mut *input).take(LONGEST_LINE).read_until(b'\n', &mut line).await? == 0 {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&line).to_ascii_lowercase();
        if let Some(at) = text.rfind(HEADER) {
            length = text.get(at + HEADER.len()..).and_then(|number| number.trim().parse().ok());
        } else if !matches!(text.as_str(), "\r\n" | "\n") {
            is_empty = false;
            continue;
        } else if let Some(length) = length {
            return Ok(Some(Ok(length)));
        } else if !is_empty {
            return Ok(Some(Err("a message needs a header with its Content-Length")));
        }
        is_empty = false;
    }
}

async fn read_body(input: &mut (impl AsyncBufReadExt + Unpin), length: usize) -> std::io::Result<Vec<u8>> {
    // Room is made as it comes: a length is soon announced.
    let mut body = Vec::with_capacity(length.min(1 << 20));
    (&mut *input).take(length as u64).read_to_end(&mut body).await?;
    if body.len() < length {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    Ok(match check(&body) {
        None => body,
        Some((code, message)) => unreadable(code, &message),
    })
}

/// Writes the message `body` with its header.
async fn send(output: &mut (impl AsyncWrite + Unpin), body: &[u8]) -> std::io::Result<()> {
    output.write_all(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes()).await?;
    output.write_all(body).await
}

fn unreadable(code: ErrorCode, message: &str) -> Vec<u8> {
    let error = Error { code, message: message.to_owned().into(), data: None };
    json!({ "jsonrpc": "2.0", "id": null, "method": UNREADABLE, "params": error }).to_string().into_bytes()
}

/// A message as JSON-RPC has it. What it says is not looked at.
#[derive(Deserialize)]
struct Shape<'a> {
    jsonrpc: &'a str,
    method: Option<String>,
    #[serde(default, deserialize_with = "some")]
    id: Option<Id>,
    #[serde(default, deserialize_with = "some")]
    result: Option<IgnoredAny>,
    error: Option<Error>,
}

/// `null` is a value too.
fn some<'de, D: Deserializer<'de>, T: Deserialize<'de>>(value: D) -> Result<Option<T>, D::Error> {
    T::deserialize(value).map(Some)
}

/// What is wrong with the message `body`.
fn check(body: &[u8]) -> Option<(ErrorCode, String)> {
    match serde_json::from_slice::<Shape<'_>>(body) {
        Ok(shape) => {
            let is_answer = shape.id.is_some() && (shape.result.is_some() || shape.error.is_some());
            let is_message = shape.jsonrpc == "2.0" && (shape.method.is_some() || is_answer);
            (!is_message)
                .then(|| (ErrorCode::InvalidRequest, "this is no message of JSON-RPC 2.0".to_owned()))
        }
        Err(error) if error.is_data() => Some((ErrorCode::InvalidRequest, error.to_string())),
        Err(error) => Some((ErrorCode::ParseError, error.to_string())),
    }
}
