import * as fs from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";

import { run } from "./cli";

/** What marks a folder as a vault without doubt. */
const MARKERS = [".obsidian", "vaultlint.toml"];

/** Whether a folder of the workspace or a note that is open is in a vault, or a vault is in a folder. */
export async function isVaultOpen(): Promise<boolean> {
  const notes = vscode.workspace.textDocuments.filter((it) => it.languageId === "markdown" && it.uri.scheme === "file");
  const folders = (vscode.workspace.workspaceFolders ?? []).map((it) => it.uri.fsPath);
  for (const folder of [...folders, ...notes.map((it) => path.dirname(it.uri.fsPath))]) {
    if (await isInVault(folder)) {
      return true;
    }
  }
  const below = await vscode.workspace.findFiles("**/{vaultlint.toml,.obsidian/app.json}", "**/node_modules/**", 1);
  return below.length > 0;
}

async function isInVault(folder: string): Promise<boolean> {
  for (;;) {
    const markers = MARKERS.map((it) => path.join(folder, it));
    if ((await Promise.all(markers.map(exists))).includes(true)) {
      return true;
    }
    const above = path.dirname(folder);
    if (above === folder) {
      return false;
    }
    folder = above;
  }
}

async function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  );
}

/** The vault that the note or folder at `file` is in, as the program at `binary` sees it. */
export async function vaultOf(binary: string, file: string): Promise<string | undefined> {
  const folder = (await isFolder(file)) ? file : path.dirname(file);
  const { stdout, status } = await run(binary, ["config", "show", file, "--output-format", "json"], folder);
  if (status !== 0) {
    return undefined;
  }
  try {
    const { vault } = JSON.parse(stdout) as { vault?: string };
    return vault === undefined ? undefined : path.resolve(folder, vault);
  } catch {
    return undefined;
  }
}

async function isFolder(file: string): Promise<boolean> {
  return fs.stat(file).then(
    (stat) => stat.isDirectory(),
    () => false,
  );
}

/** A file or folder of the vault that the user works in: the note that is shown, else the first folder. */
export function currentPlace(): string | undefined {
  const shown = vscode.window.activeTextEditor?.document.uri;
  if (shown?.scheme === "file") {
    return shown.fsPath;
  }
  return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
}
