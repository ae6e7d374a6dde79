//! The language server of vaultlint: the findings of the command line while a note is written, and their fixes.
//!
//! Handlers only turn a message into an event and put it into a channel before their first await,
//! so that messages apply in the order in which they came. One task owns all state; checks run on worker threads on
//! snapshots, and results of outdated versions are dropped.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{Notify, mpsc};
use tower_lsp::{LspService, Server};

mod abilities;
mod backend;
mod capabilities;
mod changes;
mod convert;
mod cursor;
mod document;
mod edits;
mod fuzzy;
mod handlers;
mod home;
mod opened;
mod options;
mod outgoing;
mod preview;
mod references;
mod service;
mod session;
mod snapshot;
mod wire;

/// A vault that is kept up to date while its files change, as the server keeps it.
pub mod live {
    pub use crate::home::{Changes, Home, News, Read};
}

use backend::Backend;
use outgoing::Outbox;
use service::{Outer, Shutdown};
use session::Session;

/// More messages than a client has under way: with tower-lsp's default of four, a cancel waits behind slow requests.
const CONCURRENCY: usize = 1024;

/// How long a client may take to read what is left at the end.
const GRACE: Duration = Duration::from_secs(1);

/// Serves on standard input and output until `exit` or the end of the input. Returns the exit status that the protocol
/// asks for.
///
/// # Errors
/// When the threads of the server cannot be started.
pub fn run() -> io::Result<u8> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let status = runtime.block_on(serve(tokio::io::stdin(), tokio::io::stdout()));
    // The thread that reads standard input may wait for ever.
    runtime.shutdown_background();
    Ok(status)
}

/// Serves on `input` and `output` until `exit` or the end of `input`. Returns 0 when `shutdown` came before, else 1.
pub async fn serve(
    input: impl AsyncRead + Unpin + Send + 'static,
    output: impl AsyncWrite + Unpin + Send + 'static,
) -> u8 {
    let (output, direct, written) = wire::lasting(output);
    let (events, inbox) = mpsc::unbounded_channel();
    let (service, socket) = LspService::new(|client| {
        tokio::spawn(Session::new(Outbox::new(client.clone(), direct), events.clone()).run(inbox));
        Backend::new(client, events)
    });
    let shutdown = Arc::new(Shutdown { seen: false.into(), exit: Notify::new() });
    let outer = Outer::new(service, Arc::clone(&shutdown));
    let server =
        Server::new(wire::messages(input), output, socket).concurrency_level(CONCURRENCY).serve(outer);
    tokio::select! {
        () = server => {}
        () = shutdown.exit.notified() => {}
    }
    // The last answers are on their way; a client that does not read them gets no more time.
    let _ = tokio::time::timeout(GRACE, written).await;
    u8::from(!shutdown.seen.load(std::sync::atomic::Ordering::SeqCst))
}
