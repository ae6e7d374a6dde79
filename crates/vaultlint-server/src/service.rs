//! What tower-lsp does not do by itself: ending at `exit`, passing over parameters where there are none, and answering
//! what is no message or a method of no one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use futures::future::{Either, Ready, ready};
use tokio::sync::Notify;
use tower::Service;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

use crate::wire::UNREADABLE;

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

impl<S: Service<Request, Response = Option<Response>>> Service<Request> for Outer<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = Either<Ready<Result<S::Response, S::Error>>, S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let request = match request.method() {
            "shutdown" => {
                self.shutdown.seen.store(true, Ordering::SeqCst);
                without_params(request)
            }
            "exit" => {
                self.shutdown.exit.notify_one();
                without_params(request)
            }
            "initialized" => with_object(request),
            UNREADABLE => return answer(unreadable(request)),
            method if method.starts_with("$/") => match request.id() {
                // Passed over without an answer otherwise.
                Some(id) => return answer(Response::from_error(id.clone(), Error::method_not_found())),
                None => request,
            },
            _ => request,
        };
        Either::Right(self.inner.call(request))
    }
}

fn answer<S, E>(response: Response) -> Either<Ready<Result<Option<Response>, E>>, S> {
    Either::Left(ready(Ok(Some(response))))
}

/// The request without parameters: some clients send `null` or `{}` with a method that takes none, which tower-lsp
/// refuses.
fn without_params(request: Request) -> Request {
    let (method, id, _) = request.into_parts();
    let bare = Request::build(method);
    match id {
        Some(id) => bare.id(id).finish(),
        None => bare.finish(),
    }
}

/// The request with empty parameters in place of none.
fn with_object(request: Request) -> Request {
    if request.params().is_some_and(serde_json::Value::is_object) {
        return request;
    }
    let (method, id, _) = request.into_parts();
    let bare = Request::build(method).params(serde_json::json!({}));
    match id {
        Some(id) => bare.id(id).finish(),
        None => bare.finish(),
    }
}

/// The answer to a message that `request` stands for.
fn unreadable(request: Request) -> Response {
    let (_, _, error) = request.into_parts();
    let error = error.and_then(|error| serde_json::from_value(error).ok());
    Response::from_error(Id::Null, error.unwrap_or_else(Error::parse_error))
}
