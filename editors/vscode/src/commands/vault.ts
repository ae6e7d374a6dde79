import * as path from "node:path";
import * as vscode from "vscode";
import { ExecuteCommandRequest } from "vscode-languageclient/node";

import { run } from "../cli";
import type { Server } from "../server";
import { currentPlace, vaultOf } from "../vault";

/** The server's command that mends all notes once the user has confirmed the edits. */
const FIX_VAULT = "vaultlint.server.fixVault";

/** Shows the findings of all notes. */
export async function checkVault(server: Server): Promise<void> {
  await server.checkVault();
  if ((await server.running()) !== undefined) {
    await vscode.commands.executeCommand("workbench.actions.view.problems");
  }
}

/** Mends all that is safe to mend in all notes, once the user has seen the changes. */
export async function fixVault(server: Server): Promise<void> {
  const client = await server.running();
  if (client === undefined) {
    return;
  }
  const known = client.initializeResult?.capabilities.executeCommandProvider?.commands ?? [];
  if (!known.includes(FIX_VAULT)) {
    const version = client.initializeResult?.serverInfo?.version ?? "";
    void vscode.window.showErrorMessage(`vaultlint ${version} cannot do this yet: install a newer version.`);
    return;
  }
  const options = { location: vscode.ProgressLocation.Window, title: "vaultlint: looking for what can be mended" };
  await vscode.window.withProgress(options, () =>
    client.sendRequest(ExecuteCommandRequest.type, { command: FIX_VAULT }),
  );
}

/** Writes a `vaultlint.toml` from the settings of another linter, and shows it. */
export async function importSettings(server: Server): Promise<void> {
  await writeConfiguration(server, ["config", "import"], ["--force"]);
}

/** Writes a commented `vaultlint.toml` that fits the vault, and shows it. */
export async function createConfiguration(server: Server): Promise<void> {
  await writeConfiguration(server, ["config", "init"], undefined);
}

/** Lets the program write the file by `args`; `replace` is what makes it replace one that is there. */
async function writeConfiguration(server: Server, args: string[], replace: string[] | undefined): Promise<void> {
  const program = await server.program();
  const vault = program === undefined ? undefined : await currentVault(program);
  if (program === undefined || vault === undefined) {
    return;
  }
  const file = vscode.Uri.file(path.join(vault, "vaultlint.toml"));
  let force: string[] = [];
  if (await isThere(file)) {
    const open = "Open It";
    const actions = replace === undefined ? [open] : ["Replace It", open];
    const detail = replace === undefined ? file.fsPath : `${file.fsPath}\n\nWhat stands in it now would be lost.`;
    const options = { modal: true, detail };
    const chosen = await vscode.window.showWarningMessage("This vault has a vaultlint.toml.", options, ...actions);
    if (chosen === open) {
      await vscode.window.showTextDocument(file);
    }
    if (chosen !== "Replace It" || replace === undefined) {
      return;
    }
    force = replace;
  }
  const { status, stderr } = await run(program, [...args, ".", ...force], vault);
  const said = stderr.trim();
  if (status !== 0) {
    void vscode.window.showErrorMessage(said.replace(/^× /, "").replace(/\s+/g, " "));
    return;
  }
  await vscode.window.showTextDocument(file);
  void vscode.window.showInformationMessage(said === "" ? `Wrote ${file.fsPath}.` : said.replace(/\s+/g, " "));
}

async function currentVault(program: string): Promise<string | undefined> {
  const place = currentPlace();
  const vault = place === undefined ? undefined : await vaultOf(program, place);
  if (vault === undefined) {
    void vscode.window.showInformationMessage("Open the folder of a vault, or a note in one, first.");
  }
  return vault;
}

async function isThere(file: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}
