import * as vscode from "vscode";
import {
  type ClientCapabilities,
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  type DocumentSelector,
  type FeatureState,
  LanguageClient,
  type LanguageClientOptions,
  type ServerCapabilities,
  type StaticFeature,
} from "vscode-languageclient/node";

import type { Binary } from "./binary";
import { applyConfirmed } from "./confirm";
import { pacedChecks } from "./pacing";
import { SECTION, type Scope, settings } from "./settings";
import { savingRenames } from "./unsaved";

const NOTES: DocumentSelector = [
  { scheme: "file", language: "markdown" },
  { scheme: "untitled", language: "markdown" },
];

/** Documents that the server checks. It follows `vaultlint.toml` by watching files. */
const CHECKED: DocumentSelector = [
  ...NOTES,
  { scheme: "file", pattern: "**/*.canvas" },
  { scheme: "file", pattern: "**/*.base" },
];

/** A client, not started yet, of the server in `binary`. */
export function createClient(binary: Binary, scope: Scope, output: vscode.LogOutputChannel): LanguageClient {
  const { codeLens, inlayHints } = settings();
  const options: LanguageClientOptions = {
    documentSelector: CHECKED,
    // Whether it is asked to mend on saving is decided below, so that the setting counts at once.
    initializationOptions: { codeLens, inlayHints, fixOnSave: true },
    outputChannel: output,
    diagnosticPullOptions: { onChange: true },
    middleware: {
      ...pacedChecks(),
      willSaveWaitUntil: (event, next) => (settings().fixOnSave ? next(event) : Promise.resolve([])),
      workspace: {
        ...savingRenames(),
        handleApplyEdit: (params, next) =>
          applyConfirmed(params, (it) => next(it, new vscode.CancellationTokenSource().token)),
      },
    },
  };
  const client = new LanguageClient(SECTION, "vaultlint", { command: binary.path, args: ["server"] }, options);
  client.registerFeature(new Limits(client, scope));
  return client;
}

/** Takes less than the server offers: formats notes only, leaves out what VS Code does, and what the scope leaves out. */
class Limits implements StaticFeature {
  private offered: ServerCapabilities = {};

  constructor(
    private readonly client: LanguageClient,
    private readonly scope: Scope,
  ) {}

  fillClientCapabilities(_: ClientCapabilities): void {
    // Nothing more than the other features tell.
  }

  preInitialize(capabilities: ServerCapabilities): void {
    if (this.scope === "openNotes" && capabilities.diagnosticProvider !== undefined) {
      capabilities.diagnosticProvider.workspaceDiagnostics = false;
    }
    this.offered = { ...capabilities };
    delete capabilities.documentFormattingProvider;
    delete capabilities.documentRangeFormattingProvider;
    delete capabilities.documentOnTypeFormattingProvider;
    // VS Code lists the headings of a note by itself: the outline would have them twice.
    delete capabilities.documentSymbolProvider;
  }

  initialize(): void {
    const registerOptions = { documentSelector: NOTES };
    if (this.offered.documentFormattingProvider) {
      const feature = this.client.getFeature(DocumentFormattingRequest.method);
      feature.register({ id: `${SECTION}-format`, registerOptions });
    }
    if (this.offered.documentRangeFormattingProvider) {
      const feature = this.client.getFeature(DocumentRangeFormattingRequest.method);
      feature.register({ id: `${SECTION}-format-range`, registerOptions });
    }
    if (this.offered.documentOnTypeFormattingProvider !== undefined) {
      const feature = this.client.getFeature(DocumentOnTypeFormattingRequest.method);
      const options = { ...registerOptions, ...this.offered.documentOnTypeFormattingProvider };
      feature.register({ id: `${SECTION}-format-on-type`, registerOptions: options });
    }
  }

  getState(): FeatureState {
    return { kind: "static" };
  }

  clear(): void {
    this.offered = {};
  }
}
