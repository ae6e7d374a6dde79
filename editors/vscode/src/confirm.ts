import * as path from "node:path";
import * as vscode from "vscode";
import type {
  ApplyWorkspaceEditParams,
  ApplyWorkspaceEditResult,
  HandlerResult,
  ResponseError,
  WorkspaceEdit,
} from "vscode-languageclient";

import { Unsaved } from "./unsaved";

/** Notes that are named; more would not fit on a screen. */
const NAMED = 10;

type Apply = (params: ApplyWorkspaceEditParams) => HandlerResult<ApplyWorkspaceEditResult, void>;

/**
 * Makes an edit. One that is to be confirmed is asked about before: it is made all at once, or as far as it is ticked in
 * the preview that VS Code has, where nothing is ticked at first.
 */
export async function applyConfirmed(
  params: ApplyWorkspaceEditParams,
  apply: Apply,
): Promise<ApplyWorkspaceEditResult | ResponseError> {
  const annotations = Object.values(params.edit.changeAnnotations ?? {}).filter((it) => it.needsConfirmation === true);
  if (annotations.length === 0) {
    return apply(params);
  }
  const notes = (params.edit.documentChanges ?? []).flatMap((it) => ("textDocument" in it ? [it] : []));
  const places = notes.reduce((sum, it) => sum + it.edits.length, 0);
  const label = annotations.map((it) => it.label).join(", ");
  const message = `${label}: ${some(places, "change")} in ${some(notes.length, "note")}.`;
  const files = notes.map((it) => vscode.Uri.parse(it.textDocument.uri));
  const names = files.map((it) => path.posix.basename(it.path));
  const more = names.length > NAMED ? [`and ${names.length - NAMED} more`] : [];
  const [all, choose] = ["Apply All", "Choose in a Preview"] as const;
  const options = { modal: true, detail: [...names.slice(0, NAMED), ...more].join("\n") };
  const chosen = await vscode.window.showInformationMessage(message, options, choose, all);
  if (chosen === undefined) {
    return { applied: false };
  }
  const unsaved = new Unsaved();
  const result = await apply(chosen === all ? { ...params, edit: unasked(params.edit) } : params);
  await unsaved.saveOthers(new Set(files.map((it) => it.toString())));
  return result;
}

/** The same edit, with nothing to confirm. */
function unasked(edit: WorkspaceEdit): WorkspaceEdit {
  const annotations = Object.entries(edit.changeAnnotations ?? {});
  const changeAnnotations = annotations.map(([id, it]) => [id, { ...it, needsConfirmation: false }] as const);
  return { ...edit, changeAnnotations: Object.fromEntries(changeAnnotations) };
}

function some(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}
