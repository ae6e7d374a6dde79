import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";

import { run } from "./cli";

const NAME = process.platform === "win32" ? "vaultlint.exe" : "vaultlint";

/** The program, and what it was found by. */
export interface Binary {
  path: string;
  source: "setting" | "bundled" | "PATH";
}

/** Why there is no program to start. */
export class NoBinary extends Error {}

/**
 * The program to start: that of the setting, else the one that came with the extension, else the one on the PATH.
 * A setting that leads nowhere is an error: another program than the one asked for would be a surprise.
 */
export async function findBinary(setting: string, extension: vscode.Uri): Promise<Binary> {
  if (setting !== "") {
    const named = expand(setting);
    if (!(await isProgram(named))) {
      throw new NoBinary(`The setting "vaultlint.path" names ${named}, where there is no program that can be run.`);
    }
    return { path: named, source: "setting" };
  }
  const bundled = vscode.Uri.joinPath(extension, "bin", NAME).fsPath;
  if (await isProgram(bundled)) {
    return { path: bundled, source: "bundled" };
  }
  for (const folder of (process.env["PATH"] ?? "").split(path.delimiter).filter((it) => path.isAbsolute(it))) {
    const candidate = path.join(folder, NAME);
    if (await isProgram(candidate)) {
      return { path: candidate, source: "PATH" };
    }
  }
  throw new NoBinary("The program vaultlint was not found: it did not come with this extension and is not on the PATH.");
}

/** Fails where the program at `file` is another one, or one for other machines. */
export async function assertIsVaultlint(file: string): Promise<void> {
  const { stdout, stderr } = await run(file, ["--version"]);
  if (!/^vaultlint \d/.test(stdout)) {
    const said = (stdout + stderr).trim().split("\n", 1).join("");
    throw new NoBinary(`${file} is not vaultlint, or not for this machine: it says "${said}" when asked for its version.`);
  }
}

/** The path that `setting` means: `~` is the home folder, and a relative path starts at the first folder opened. */
function expand(setting: string): string {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? os.homedir();
  const named = setting.replace(/^~(?=$|[\\/])/, os.homedir()).replaceAll("${workspaceFolder}", folder);
  return path.resolve(folder, named);
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await fs.access(file, fs.constants.X_OK);
    return (await fs.stat(file)).isFile();
  } catch {
    return false;
  }
}
