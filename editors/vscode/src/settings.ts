import * as vscode from "vscode";

/** The section of all settings. */
export const SECTION = "vaultlint";

/** Where the server runs: in vaults only, wherever there are notes, or nowhere. */
export type Enable = "inVaults" | "always" | "never";

/** Which notes findings are shown for. */
export type Scope = "vault" | "openNotes";

/** What the user has set, as far as the client cares. */
export interface Settings {
  enable: Enable;
  /** The program; empty where the one that is bundled or on the PATH is to be used. */
  path: string;
  scope: Scope;
  fixOnSave: boolean;
  codeLens: boolean;
  inlayHints: boolean;
}

/** Settings that the server is told, or that decide whether and how it starts. */
export const RESTARTING: readonly (keyof Settings)[] = ["enable", "path", "scope", "codeLens", "inlayHints"];

export function settings(): Settings {
  const section = vscode.workspace.getConfiguration(SECTION);
  return {
    enable: section.get<Enable>("enable", "inVaults"),
    path: section.get<string>("path", "").trim(),
    scope: section.get<Scope>("scope", "vault"),
    fixOnSave: section.get<boolean>("fixOnSave", false),
    codeLens: section.get<boolean>("codeLens", false),
    inlayHints: section.get<boolean>("inlayHints", false),
  };
}
