import * as vscode from "vscode";
import type { FileOperationsMiddleware } from "vscode-languageclient";

/**
 * Saves the notes whose links were changed because files were renamed, as VS Code does after other refactorings: what is
 * on disk stays whole. Notes with changes of the user are left for the user to save.
 */
export class Renames {
  /** Files that were not saved when a rename began. */
  private readonly unsaved = new Set<string>();
  /** Files whose links were changed. */
  private readonly changed = new Set<string>();

  readonly middleware: FileOperationsMiddleware = {
    willRenameFiles: async (event, next) => {
      const unsaved = vscode.workspace.textDocuments.filter((it) => it.isDirty);
      const edit = await next(event);
      if (edit) {
        unsaved.forEach((it) => void this.unsaved.add(it.uri.toString()));
        edit.entries().forEach(([uri]) => this.changed.add(uri.toString()));
      }
      return edit;
    },
    didRenameFiles: async (event, next) => {
      await next(event);
      const isOurs = ({ isDirty, uri }: vscode.TextDocument) =>
        isDirty && this.changed.has(uri.toString()) && !this.unsaved.has(uri.toString());
      const saved = vscode.workspace.textDocuments.filter(isOurs);
      this.changed.clear();
      this.unsaved.clear();
      if (vscode.workspace.getConfiguration("files").get<boolean>("refactoring.autoSave", true)) {
        await Promise.all(saved.map((it) => it.save()));
      }
    },
  };
}
