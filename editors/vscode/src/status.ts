import * as path from "node:path";
import * as vscode from "vscode";

import { count, inWords } from "./findings";
import type { Server, ServerState } from "./server";
import { currentPlace, vaultOf } from "./vault";

/** The item in the status bar: the vault and what was found in it. */
export class Status implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly disposables: { dispose(): unknown }[];
  /** Vaults by a folder in them. */
  private readonly vaults = new Map<string, string | undefined>();
  private vault: string | undefined;

  constructor(private readonly server: Server) {
    this.item = vscode.window.createStatusBarItem("vaultlint.status", vscode.StatusBarAlignment.Left, 0);
    this.item.name = "vaultlint";
    this.disposables = [
      this.item,
      server.onDidChangeState(() => {
        this.vaults.clear();
        void this.follow();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => void this.follow()),
      vscode.languages.onDidChangeDiagnostics(() => {
        this.show(server.state);
      }),
    ];
    this.show(server.state);
  }

  dispose(): void {
    this.disposables.forEach((it) => void it.dispose());
  }

  /** Shows the vault of the note that is shown. */
  private async follow(): Promise<void> {
    const state = this.server.state;
    const place = currentPlace();
    if (state.kind === "running" && place !== undefined) {
      const folder = path.dirname(place);
      if (!this.vaults.has(folder)) {
        this.vaults.set(folder, await vaultOf(state.binary.path, place));
      }
      this.vault = this.vaults.get(folder) ?? this.vault;
    }
    this.show(this.server.state);
  }

  private show(state: ServerState): void {
    const item = this.item;
    item.backgroundColor = undefined;
    item.command = "workbench.actions.view.problems";
    switch (state.kind) {
      case "off":
        item.hide();
        return;
      case "starting":
        item.text = "$(loading~spin) vaultlint";
        item.tooltip = "vaultlint starts";
        break;
      case "running": {
        const counts = count(this.vault);
        const name = this.vault === undefined ? "vaultlint" : path.basename(this.vault);
        const found = [
          ...(counts.errors > 0 ? [`$(error) ${counts.errors}`] : []),
          ...(counts.warnings > 0 ? [`$(warning) ${counts.warnings}`] : []),
        ];
        item.text = ["$(book)", name, ...(found.length > 0 ? found : ["$(check)"])].join(" ");
        item.tooltip = tooltip(this.vault, inWords(counts), state);
        item.accessibilityInformation = { label: `vaultlint: ${name}, ${inWords(counts)}` };
        break;
      }
      case "failed":
        item.text = "$(error) vaultlint";
        item.tooltip = state.message;
        item.backgroundColor = new vscode.ThemeColor("statusBarItem.errorBackground");
        item.command = "vaultlint.restart";
    }
    item.show();
  }
}

function tooltip(
  vault: string | undefined,
  found: string,
  { version, binary }: Extract<ServerState, { kind: "running" }>,
): vscode.MarkdownString {
  const text = new vscode.MarkdownString("", true);
  text.isTrusted = {
    enabledCommands: ["vaultlint.checkVault", "vaultlint.fixVault", "vaultlint.restart", "vaultlint.showOutput"],
  };
  text.appendMarkdown("**vaultlint** ").appendText(`${version ?? ""} (${binary.source})`).appendMarkdown("\n\n");
  if (vault !== undefined) {
    text.appendText(vault).appendMarkdown("\n\n");
  }
  text.appendText(`${found.charAt(0).toUpperCase()}${found.slice(1)}.`).appendMarkdown("\n\n");
  text.appendMarkdown("[$(search) Check the Vault](command:vaultlint.checkVault) · ");
  text.appendMarkdown("[$(wand) Fix the Vault…](command:vaultlint.fixVault) · ");
  text.appendMarkdown("[$(debug-restart) Restart](command:vaultlint.restart) · ");
  text.appendMarkdown("[$(output) Output](command:vaultlint.showOutput)");
  return text;
}
