import * as path from "node:path";
import * as vscode from "vscode";

/** How many findings there are. */
export interface Counts {
  errors: number;
  warnings: number;
  hints: number;
  /** Files with findings. */
  files: number;
}

/** Whether a diagnostic is one of the server's. */
export function isOurs(diagnostic: vscode.Diagnostic): boolean {
  return diagnostic.source === "vaultlint";
}

/** The rule that reported a diagnostic. */
export function ruleOf(diagnostic: vscode.Diagnostic): string | undefined {
  const code = typeof diagnostic.code === "object" ? diagnostic.code.value : diagnostic.code;
  return isOurs(diagnostic) && typeof code === "string" ? code : undefined;
}

/** Counts the findings in the folder `vault`; in all files where that is not known. */
export function count(vault: string | undefined): Counts {
  const counts: Counts = { errors: 0, warnings: 0, hints: 0, files: 0 };
  for (const [uri, all] of vscode.languages.getDiagnostics()) {
    const found = isBelow(uri.fsPath, vault) ? all.filter(isOurs) : [];
    const of = (severity: vscode.DiagnosticSeverity) => found.filter((it) => it.severity === severity).length;
    counts.errors += of(vscode.DiagnosticSeverity.Error);
    counts.warnings += of(vscode.DiagnosticSeverity.Warning);
    counts.hints += of(vscode.DiagnosticSeverity.Information) + of(vscode.DiagnosticSeverity.Hint);
    counts.files += found.length > 0 ? 1 : 0;
  }
  return counts;
}

function isBelow(file: string, folder: string | undefined): boolean {
  return folder === undefined || file.startsWith(folder + path.sep);
}

/** The counts in words, such as `2 errors, 1 warning in 3 notes`. */
export function inWords({ errors, warnings, files }: Counts): string {
  const some = (n: number, what: string) => (n === 0 ? [] : [`${n} ${what}${n === 1 ? "" : "s"}`]);
  const found = [...some(errors, "error"), ...some(warnings, "warning")];
  return found.length === 0 ? "no problems" : `${found.join(", ")} in ${some(files, "file").join("")}`;
}
