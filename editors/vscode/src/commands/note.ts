import * as vscode from "vscode";
import {
  type CodeAction,
  CodeActionRequest,
  DocumentFormattingRequest,
  type LanguageClient,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageclient/node";

import type { Server } from "../server";

const FIX_ALL = "source.fixAll.vaultlint";

/** Mends all that is safe to mend in the note that is shown. */
export async function fixNote(server: Server): Promise<void> {
  await edit(server, "There is nothing that is safe to mend in this note.", async (client, { uri, lineCount }) => {
    const actions = await client.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: client.code2ProtocolConverter.asUri(uri) },
      range: { start: { line: 0, character: 0 }, end: { line: lineCount, character: 0 } },
      context: { diagnostics: [], only: [FIX_ALL] },
    });
    return actions?.find((it): it is CodeAction => "edit" in it)?.edit;
  });
}

/** Lays out the note that is shown, whatever other formatters there are. */
export async function formatNote(server: Server): Promise<void> {
  await edit(server, "This note is laid out already.", async (client, { uri }, editor) => {
    const { tabSize, insertSpaces } = editor.options;
    const edits: TextEdit[] | null = await client.sendRequest(DocumentFormattingRequest.type, {
      textDocument: { uri: client.code2ProtocolConverter.asUri(uri) },
      options: { tabSize: Number(tabSize), insertSpaces: insertSpaces === true },
    });
    return edits?.length ? { changes: { [client.code2ProtocolConverter.asUri(uri)]: edits } } : undefined;
  });
}

/** Makes the edit that `ask` gets from the server for the note that is shown; says `nothing` where there is none. */
async function edit(
  server: Server,
  nothing: string,
  ask: (
    client: LanguageClient,
    note: vscode.TextDocument,
    editor: vscode.TextEditor,
  ) => Promise<WorkspaceEdit | undefined>,
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== "markdown") {
    void vscode.window.showInformationMessage("Open a note first: this command is for the note that is shown.");
    return;
  }
  const client = await server.running();
  if (client === undefined) {
    return;
  }
  const edit = await ask(client, editor.document, editor);
  if (edit === undefined) {
    vscode.window.setStatusBarMessage(nothing, 5000);
    return;
  }
  await vscode.workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(edit));
}
