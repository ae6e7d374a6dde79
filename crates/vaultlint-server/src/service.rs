//! What tower-lsp does not do by itself: ending at `exit`, and taking `"params": null` for no parameters.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use tokio::sync::Notify;
use tower::Service;
use tower_lsp::jsonrpc::Request;

/// How far the client has ended the session.
pub struct Shutdown {
    /// Whether `shutdown` was requested.
    pub seen: AtomicBool,
    /// Told at `exit`.
    pub exit: Notify,
}

/// A service around tower-lsp's. Its `call` runs in the loop that reads messages, in the order of their arrival.
pub struct Outer<S> {
    inner: S,
    shutdown: Arc<Shutdown>,
}

impl<S> Outer<S> {
    /// Wraps `inner`.
    pub fn new(inner: S, shutdown: Arc<Shutdown>) -> Self {
        Outer { inner, shutdown }
    }
}

impl<S: Service<Request>> Service<Request> for Outer<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let request = match request.method() {
            "shutdown" => {
                self.shutdown.seen.store(true, Ordering::SeqCst);
                without_null(request)
            }
            "exit" => {
                self.shutdown.exit.notify_one();
                without_null(request)
            }
            _ => request,
        };
        self.inner.call(request)
    }
}

/// The request without `"params": null`, which some clients send with a method that takes none.
fn without_null(request: Request) -> Request {
    if !request.params().is_some_and(serde_json::Value::is_null) {
        return request;
    }
    let (method, id, _) = request.into_parts();
    let bare = Request::build(method);
    match id {
        Some(id) => bare.id(id).finish(),
        None => bare.finish(),
    }
}
