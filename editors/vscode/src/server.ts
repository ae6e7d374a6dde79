import * as vscode from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";

import { assertIsVaultlint, type Binary, findBinary, NoBinary } from "./binary";
import { createClient } from "./client";
import { type Scope, SECTION, settings } from "./settings";
import { isVaultOpen } from "./vault";

/** What the server is doing, as the user sees it. */
export type ServerState =
  | { kind: "off" }
  | { kind: "starting" }
  | { kind: "running"; version: string | undefined; binary: Binary }
  | { kind: "failed"; message: string };

/** The server and its client: at most one of each, started and ended one after the other. */
export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private binary: Binary | undefined;
  private current: ServerState = { kind: "off" };
  private queue: Promise<void> = Promise.resolve();
  private readonly changed = new vscode.EventEmitter<ServerState>();
  readonly onDidChangeState = this.changed.event;
  /** The scope that a command asked for, until the window is closed. */
  private scope: Scope | undefined;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly output: vscode.LogOutputChannel,
  ) {}

  get state(): ServerState {
    return this.current;
  }

  /** The client of the server that runs; else the user is told why there is none. */
  async running(): Promise<LanguageClient | undefined> {
    await this.queue;
    if (this.current.kind === "off") {
      // Whoever gives a command wants the server, whatever it is that is open.
      await this.start(true);
    }
    if (this.current.kind === "running") {
      return this.client;
    }
    if (this.current.kind === "failed") {
      await this.explain(this.current.message);
    } else {
      void vscode.window.showWarningMessage('vaultlint is off: the setting "vaultlint.enable" says "never".');
    }
    return undefined;
  }

  /** The program; else the user is told why there is none. */
  async program(): Promise<string | undefined> {
    try {
      return (await findBinary(settings().path, this.extension)).path;
    } catch (error) {
      await this.explain(String(error instanceof Error ? error.message : error));
      return undefined;
    }
  }

  /** Starts the server where it is wanted and does not run; `asked` where the user wants it here and now. */
  start(asked = false): Promise<void> {
    return this.next(async () => {
      if (this.client === undefined && (await isWanted(asked))) {
        await this.launch();
      }
    });
  }

  restart(): Promise<void> {
    return this.next(async () => {
      const wasRunning = this.client !== undefined;
      await this.end();
      if (await isWanted(wasRunning)) {
        await this.launch();
      }
    });
  }

  /** Checks all notes from now on, open or not. */
  async checkVault(): Promise<void> {
    if ((this.scope ?? settings().scope) !== "vault") {
      this.scope = "vault";
      await this.restart();
    }
  }

  stop(): Promise<void> {
    return this.next(() => this.end());
  }

  dispose(): void {
    this.changed.dispose();
  }

  private next(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step).catch((error: unknown) => {
      this.output.error(error instanceof Error ? error : String(error));
    });
    return this.queue;
  }

  private async launch(): Promise<void> {
    this.become({ kind: "starting" });
    try {
      this.binary = await findBinary(settings().path, this.extension);
      await assertIsVaultlint(this.binary.path);
      this.output.info(`Starting ${this.binary.path} (${this.binary.source})`);
      const client = createClient(this.binary, this.scope ?? settings().scope, this.output);
      this.client = client;
      client.onDidChangeState(({ newState }) => {
        if (this.client === client) {
          this.follow(newState);
        }
      });
      await client.start();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const told = error instanceof NoBinary ? message : `The server could not be started: ${message}`;
      await this.end().catch(() => undefined);
      this.output.error(told);
      this.become({ kind: "failed", message: told });
      void this.explain(told);
    }
  }

  private follow(state: State): void {
    if (state === State.Running && this.binary !== undefined) {
      const version = this.client?.initializeResult?.serverInfo?.version;
      this.become({ kind: "running", version, binary: this.binary });
    } else if (state === State.Starting) {
      this.become({ kind: "starting" });
    } else if (this.current.kind === "running") {
      this.become({ kind: "failed", message: "The vaultlint server has ended unexpectedly." });
    }
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.become({ kind: "off" });
    await client?.dispose();
  }

  private become(state: ServerState): void {
    this.current = state;
    this.changed.fire(state);
  }

  /** Says what is wrong, with what can be done about it. */
  private async explain(message: string): Promise<void> {
    const actions = { select: "Select File…", settings: "Settings", help: "Help" };
    const chosen = await vscode.window.showErrorMessage(message, ...Object.values(actions));
    switch (chosen) {
      case actions.select: {
        const [file] = (await vscode.window.showOpenDialog({ title: "The program vaultlint" })) ?? [];
        if (file !== undefined) {
          const section = vscode.workspace.getConfiguration(SECTION);
          await section.update("path", file.fsPath, vscode.ConfigurationTarget.Global);
        }
        break;
      }
      case actions.settings:
        await vscode.commands.executeCommand(
          // Settings of machines are not among those of the user where the program runs on another machine.
          `workbench.action.${vscode.env.remoteName === undefined ? "openSettings2" : "openRemoteSettings"}`,
          { query: "vaultlint.path" },
        );
        break;
      case actions.help:
        await vscode.commands.executeCommand("vaultlint.openWalkthrough");
    }
  }
}

/** Whether the server is to run here; `asked` where the user asked for it. */
async function isWanted(asked: boolean): Promise<boolean> {
  switch (settings().enable) {
    case "never":
      return false;
    case "always":
      return true;
    case "inVaults":
      return asked || (await isVaultOpen());
  }
}
