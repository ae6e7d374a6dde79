import * as vscode from "vscode";

import { fixNote, formatNote } from "./commands/note";
import { explanations, Pages } from "./commands/rule";
import { checkVault, createConfiguration, fixVault, importSettings } from "./commands/vault";
import { Server, type ServerState } from "./server";
import { RESTARTING, SECTION } from "./settings";
import { Status } from "./status";

/** What other extensions can see of this one. */
export interface Api {
  /** What the server is doing. */
  readonly state: ServerState;
  readonly onDidChangeState: vscode.Event<ServerState>;
}

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  const output = vscode.window.createOutputChannel("vaultlint", { log: true });
  const running = new Server(context.extensionUri, output);
  server = running;
  const pages = new Pages(running);

  const commands: Record<string, (argument?: unknown) => unknown> = {
    checkVault: () => checkVault(running),
    fixVault: () => fixVault(running),
    fixNote: () => fixNote(running),
    formatNote: () => formatNote(running),
    showRule: (name) => pages.show(typeof name === "string" ? name : undefined),
    importSettings: () => importSettings(running),
    createConfiguration: () => createConfiguration(running),
    restart: () => running.restart().then(() => running.start(true)),
    showOutput: () => {
      output.show();
    },
    openWalkthrough: () => {
      const walkthrough = `${context.extension.id}#start`;
      return vscode.commands.executeCommand("workbench.action.openWalkthrough", walkthrough, false);
    },
  };
  const registered = Object.entries(commands).map(([name, command]) =>
    vscode.commands.registerCommand(`${SECTION}.${name}`, command),
  );
  context.subscriptions.push(
    output,
    running,
    pages,
    new Status(running),
    ...registered,
    vscode.languages.registerCodeActionsProvider({ language: "markdown" }, explanations, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (RESTARTING.some((name) => change.affectsConfiguration(`${SECTION}.${name}`))) {
        void running.restart();
      }
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(() => void running.start()),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (document.languageId === "markdown") {
        void running.start();
      }
    }),
  );
  await running.start();
  return {
    get state() {
      return running.state;
    },
    onDidChangeState: running.onDidChangeState,
  };
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
