// Runs in the extension host: what the extension does, seen by the API of VS Code.
import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as path from "node:path";

import * as vscode from "vscode";

import type { Api } from "../../src/extension";

const EXTENSION = "vaultlint.vaultlint";

async function until<T>(what: string, ask: () => T | Thenable<T>, limit = 20_000): Promise<NonNullable<T>> {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`waited in vain: ${what}; the server is ${JSON.stringify(api.state)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

let api: Api;

/** Sets a setting, as it is for all folders. */
async function set(name: string, value: unknown): Promise<void> {
  const section = vscode.workspace.getConfiguration("vaultlint");
  await section.update(name, value, vscode.ConfigurationTarget.Global);
}

function file(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, name);
}

/** A new note with `text` in an editor. */
async function open(name: string, text: string): Promise<vscode.TextEditor> {
  await fs.writeFile(file(name).fsPath, text);
  return vscode.window.showTextDocument(file(name));
}

function found(name: string): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(file(name)).filter((it) => it.source === "vaultlint");
}

function codes(name: string): unknown[] {
  return found(name).map((it) => (typeof it.code === "object" ? it.code.value : it.code));
}

/** Processes that this host has started to serve. */
async function servers(): Promise<number[]> {
  const serving: number[] = [];
  for (const pid of (await fs.readdir("/proc")).filter((it) => /^\d+$/.test(it))) {
    const stat = await fs.readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    const command = await fs.readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    const [, state, parent] = /\) (\S) (\d+) /.exec(stat) ?? [];
    if (parent === String(process.pid) && state !== "Z" && command.includes("vaultlint\0server\0")) {
      serving.push(Number(pid));
    }
  }
  return serving;
}

/** Waits until the server runs. Returns what its program was found by. */
async function isRunning(): Promise<string> {
  return until("the server runs", () => (api.state.kind === "running" ? api.state.binary.source : undefined));
}

function isFailed(message: string): boolean {
  return api.state.kind === "failed" && api.state.message.includes(message);
}

const tests: Record<string, () => Promise<void>> = {
  async "the extension starts in a vault, with the program that it brings"() {
    const extension = vscode.extensions.getExtension<Api>(EXTENSION);
    assert.ok(extension);
    api = await extension.activate();
    assert.equal(await isRunning(), "bundled");
    assert.equal((await servers()).length, 1);
  },

  async "all commands are there"() {
    const { contributes } = vscode.extensions.getExtension(EXTENSION)?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const there = await vscode.commands.getCommands(true);
    const missing = contributes.commands.filter((it) => !there.includes(it.command));
    assert.deepEqual(missing, []);
  },

  async "notes, canvases and bases are checked"() {
    await until("findings of a note that is not open", () => codes("People/Rosa Lima.md").length > 0);
    assert.deepEqual(codes("People/Rosa Lima.md"), ["unquoted-property-link"]);
    const text = '{"nodes":[{"id":"a","type":"file","file":"Gone.md","x":0,"y":0,"width":9,"height":9}],"edges":[]}';
    await open("New.canvas", text);
    await until("findings of a canvas", () => codes("New.canvas").includes("canvas-missing-file"));
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await fs.rm(file("New.canvas").fsPath);
  },

  async "only notes are formatted"() {
    const edits = async (name: string) => {
      await vscode.workspace.openTextDocument(file(name));
      const options = { tabSize: 4, insertSpaces: true };
      const command = "vscode.executeFormatDocumentProvider";
      return vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(command, file(name), options);
    };
    assert.ok((await edits("Packing list.md"))?.length);
    assert.equal(await edits("Plan.canvas"), undefined);
  },

  async "the outline has each heading once"() {
    await vscode.workspace.openTextDocument(file("Ferry.md"));
    const command = "vscode.executeDocumentSymbolProvider";
    // Until VS Code's own extension for Markdown runs there is none.
    const symbols = await until("an outline", () =>
      vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(command, file("Ferry.md")),
    );
    assert.deepEqual(
      symbols.map((it) => it.name),
      ["# Ferry"],
    );
  },

  async "the note that is shown is fixed and formatted"() {
    const editor = await open("One.md", "# One\n\nTo [[ Ferry]] and [[Sardines ]].\n\n\n\nEnd\n");
    await until("findings", () => codes("One.md").length === 2);
    await vscode.commands.executeCommand("vaultlint.fixNote");
    assert.equal(editor.document.getText(), "# One\n\nTo [[Ferry]] and [[Sardines]].\n\n\n\nEnd\n");
    await vscode.commands.executeCommand("vaultlint.formatNote");
    assert.equal(editor.document.getText(), "# One\n\nTo [[Ferry]] and [[Sardines]].\n\nEnd\n");
    await editor.document.save();
    assert.equal(await fs.readFile(file("One.md").fsPath, "utf8"), editor.document.getText());
  },

  async "notes are fixed on saving where that is set"() {
    const editor = await open("Saved.md", "[[ Ferry]]\n");
    await until("findings", () => codes("Saved.md").length === 1);
    const type = (text: string) => editor.edit((edit) => {
      edit.insert(new vscode.Position(1, 0), text);
    });
    const save = async () => {
      // Only what the user saves, not what is saved by an extension, is mended.
      await vscode.commands.executeCommand("workbench.action.files.save");
      return fs.readFile(file("Saved.md").fsPath, "utf8");
    };
    await type("a\n");
    assert.equal(await save(), "[[ Ferry]]\na\n");
    await set("fixOnSave", true);
    await type("b\n");
    assert.equal(await save(), "[[Ferry]]\nb\na\n");
    await set("fixOnSave", undefined);
  },

  async "problems are shown for open notes only where that is set"() {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await set("scope", "openNotes");
    await until("no findings of notes that are not open", () => codes("People/Rosa Lima.md").length === 0);
    await isRunning();
    await vscode.window.showTextDocument(file("Harbour walk.md"));
    await until("findings of the open note", () => codes("Harbour walk.md").length > 0);
    assert.deepEqual(codes("People/Rosa Lima.md"), []);
    await vscode.commands.executeCommand("vaultlint.checkVault");
    await until("findings of all notes on request", () => codes("People/Rosa Lima.md").length > 0);
    await set("scope", undefined);
    await isRunning();
  },

  async "counts of links are shown where that is set"() {
    const lenses = async () => {
      await vscode.workspace.openTextDocument(file("Ferry.md"));
      const command = "vscode.executeCodeLensProvider";
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(command, file("Ferry.md"), 9);
      return lenses.map((it) => it.command?.title);
    };
    assert.deepEqual(await lenses(), []);
    await set("codeLens", true);
    await until("counts", async () => (await lenses()).some((it) => it === "4 links" || it === "5 links"));
    await set("codeLens", undefined);
    await until("none", async () => (await lenses()).length === 0);
  },

  async "a missing program is told, and taken once it is there"() {
    await set("path", "/no/such/vaultlint");
    await until("an error", () => isFailed('"vaultlint.path" names /no/such/vaultlint'));
    assert.deepEqual(codes("Harbour walk.md"), []);
    assert.deepEqual(await servers(), []);
    await set("path", "/bin/cat");
    await until("another error", () => isFailed("/bin/cat is not vaultlint"));
    const bundled = path.join(vscode.extensions.getExtension(EXTENSION)?.extensionPath ?? "", "bin/vaultlint");
    await set("path", bundled);
    assert.equal(await isRunning(), "setting");
    await set("path", undefined);
    await until("the bundled one", async () => (await isRunning()) === "bundled");
  },

  async "the server is restarted on command, and by itself where it is ended"() {
    const [first] = await servers();
    await vscode.commands.executeCommand("vaultlint.restart");
    await isRunning();
    const [second, ...others] = await servers();
    assert.ok(first !== undefined && second !== undefined && first !== second);
    assert.deepEqual(others, []);
    await until("findings", () => codes("Harbour walk.md").length > 0);
    process.kill(second, "SIGKILL");
    await until("another server", async () => {
      const [third] = await servers();
      return third !== undefined && third !== second && api.state.kind === "running";
    });
    await until("findings again", () => codes("Harbour walk.md").length > 0);
  },

  async "the server is off where that is set"() {
    await set("enable", "never");
    await until("off", () => api.state.kind === "off");
    assert.deepEqual(await servers(), []);
    assert.deepEqual(codes("Harbour walk.md"), []);
    await set("enable", undefined);
    await isRunning();
  },

  async "settings of obsidian-linter are imported, and mistakes in them shown"() {
    await vscode.window.showTextDocument(file("Harbour walk.md"));
    await vscode.commands.executeCommand("vaultlint.importSettings");
    const shown = vscode.window.activeTextEditor?.document.uri.fsPath;
    assert.equal(shown, file("vaultlint.toml").fsPath);
    const text = await fs.readFile(file("vaultlint.toml").fsPath, "utf8");
    assert.match(text, /preset = "obsidian-linter"/);
    await fs.writeFile(file("vaultlint.toml").fsPath, '[rules]\nlink-spacin = "off"\n');
    await until("the mistake", () => found("vaultlint.toml").some((it) => it.message.includes("link-spacin")));
    await fs.writeFile(file("vaultlint.toml").fsPath, '[rules]\nlink-spacing = "off"\n');
    await until("no mistake", () => found("vaultlint.toml").length === 0);
    await until("the new level", () => !codes("Harbour walk.md").includes("link-spacing"));
    await fs.rm(file("vaultlint.toml").fsPath);
    await until("the old level", () => codes("Harbour walk.md").includes("link-spacing"));
  },
};

export async function run(): Promise<void> {
  const all = Object.entries(tests);
  let failed = 0;
  for (const [name, test] of all) {
    const start = Date.now();
    try {
      await test();
      console.log(`ok    ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL  ${name}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      if (name === all[0]?.[0]) {
        break;
      }
    }
  }
  console.log(`Extension host: ${failed} failed`);
  if (failed > 0) {
    throw new Error(`${failed} failed`);
  }
}
