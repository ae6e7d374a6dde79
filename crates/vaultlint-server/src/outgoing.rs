//! What goes to the client unasked. Nothing that owns state ever waits for the client.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering};

use tokio::sync::mpsc;
use tower_lsp::Client;
use tower_lsp::lsp_types::notification::{
    Notification, Progress as ProgressNotification, PublishDiagnostics,
};
use tower_lsp::lsp_types::request::WorkDoneProgressCreate;
use tower_lsp::lsp_types::{
    Diagnostic, MessageType, NumberOrString, ProgressParams, ProgressParamsValue, ProgressToken,
    PublishDiagnosticsParams, Url, WorkDoneProgress, WorkDoneProgressBegin, WorkDoneProgressCreateParams,
    WorkDoneProgressEnd, WorkDoneProgressReport,
};

use crate::wire::Direct;

/// A message to the client.
pub enum Outgoing {
    /// The findings of a document.
    Findings {
        /// Its address.
        uri: Url,
        /// The findings; none clears those shown.
        found: Vec<Diagnostic>,
        /// The version that they belong to; `None` for a file that is not open.
        version: Option<i32>,
    },
    /// Something that the client asks for is to be asked for anew.
    Refresh(Refreshed),
    /// Something for the log.
    Trouble(String),
    /// A work of some time goes on.
    Progress(ProgressParams),
}

/// What is to be asked for anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refreshed {
    /// Findings.
    Findings,
    /// Counts of links above notes and headings.
    Lenses,
    /// What linked blocks say.
    Hints,
}

/// The way to the client. Findings go straight to the output, and may come there before what was sent earlier by tower-lsp.
#[derive(Clone)]
pub struct Outbox {
    messages: mpsc::UnboundedSender<Outgoing>,
    client: Client,
    tokens: Arc<AtomicI32>,
}

impl Outbox {
    /// An outbox that sends to `client`, findings by the `direct` way, from a task of its own.
    pub fn new(client: Client, direct: Direct) -> Self {
        let (messages, outbox) = mpsc::unbounded_channel();
        tokio::spawn(send_all(client.clone(), direct, outbox));
        Outbox { messages, client, tokens: Arc::default() }
    }

    /// Sends `message`; of two of a kind, the first one first.
    pub fn send(&self, message: Outgoing) {
        // It ends with the server only.
        let _ = self.messages.send(message);
    }

    /// Begins to show a progress called `title`, which ends when it is dropped.
    pub fn progress(&self, title: &str) -> Progress {
        let token = NumberOrString::Number(self.tokens.fetch_add(1, Ordering::Relaxed));
        let create = WorkDoneProgressCreateParams { token: token.clone() };
        let client = self.client.clone();
        // The answer is not waited for: a client that is slow with it must not hold up anything.
        tokio::spawn(async move { client.send_request::<WorkDoneProgressCreate>(create).await });
        let progress = Progress { token, out: self.clone(), shown: AtomicUsize::new(0) };
        progress.send(WorkDoneProgress::Begin(WorkDoneProgressBegin {
            title: title.to_owned(),
            percentage: Some(0),
            ..WorkDoneProgressBegin::default()
        }));
        progress
    }
}

/// A progress that the client shows.
pub struct Progress {
    token: ProgressToken,
    out: Outbox,
    shown: AtomicUsize,
}

impl Progress {
    /// Shows `percentage`, where it is a tenth more than what is shown.
    pub fn report(&self, percentage: usize) {
        if percentage < self.shown.load(Ordering::Relaxed) + 10 {
            return;
        }
        self.shown.store(percentage, Ordering::Relaxed);
        let percentage = u32::try_from(percentage).ok();
        self.send(WorkDoneProgress::Report(WorkDoneProgressReport {
            percentage,
            ..WorkDoneProgressReport::default()
        }));
    }

    fn send(&self, value: WorkDoneProgress) {
        let value = ProgressParamsValue::WorkDone(value);
        self.out.send(Outgoing::Progress(ProgressParams { token: self.token.clone(), value }));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.send(WorkDoneProgress::End(WorkDoneProgressEnd::default()));
    }
}

/// Only this task waits for a slow client.
async fn send_all(client: Client, direct: Direct, mut outbox: mpsc::UnboundedReceiver<Outgoing>) {
    while let Some(first) = outbox.recv().await {
        let rest = std::iter::from_fn(|| outbox.try_recv().ok());
        for message in without_outdated(std::iter::once(first).chain(rest).collect()) {
            send_one(&client, &direct, message).await;
        }
    }
}

/// Those of `messages` that still matter: a slow client is not told findings that others have replaced already, nor
/// twice to ask for the same anew.
fn without_outdated(messages: Vec<Outgoing>) -> Vec<Outgoing> {
    let mut told = HashSet::new();
    let mut refreshed = HashSet::new();
    let mut is_last = |message: &Outgoing| match message {
        Outgoing::Findings { uri, .. } => told.insert(uri.clone()),
        Outgoing::Refresh(what) => refreshed.insert(*what),
        _ => true,
    };
    let mut kept: Vec<Outgoing> = messages.into_iter().rev().filter(&mut is_last).collect();
    kept.reverse();
    kept
}

async fn send_one(client: &Client, direct: &Direct, message: Outgoing) {
    match message {
        Outgoing::Findings { uri, found, version } => {
            let params = PublishDiagnosticsParams { uri, diagnostics: found, version };
            direct.notify(PublishDiagnostics::METHOD, &params).await;
        }
        Outgoing::Trouble(message) => client.log_message(MessageType::ERROR, message).await,
        Outgoing::Progress(params) => client.send_notification::<ProgressNotification>(params).await,
        Outgoing::Refresh(what) => {
            let client = client.clone();
            tokio::spawn(async move {
                match what {
                    Refreshed::Findings => client.workspace_diagnostic_refresh().await,
                    Refreshed::Lenses => client.code_lens_refresh().await,
                    Refreshed::Hints => client.inlay_hint_refresh().await,
                }
            });
        }
    }
}
