import * as vscode from "vscode";
import type { FileOperationsMiddleware } from "vscode-languageclient";

/**
 * The files with changes of the user at one moment. Other files that change then are saved afterwards, as VS Code does
 * when a symbol is renamed: what is on disk stays whole. The changes of the user are left for the user to save.
 */
export class Unsaved {
  private readonly files = new Set(vscode.workspace.textDocuments.filter((it) => it.isDirty).map(key));

  async saveOthers(changed: ReadonlySet<string>): Promise<void> {
    if (!vscode.workspace.getConfiguration("files").get<boolean>("refactoring.autoSave", true)) {
      return;
    }
    const others = vscode.workspace.textDocuments.filter((it) => {
      return it.isDirty && changed.has(key(it)) && !this.files.has(key(it));
    });
    await Promise.all(others.map((it) => it.save()));
  }
}

function key({ uri }: vscode.TextDocument): string {
  return uri.toString();
}

/** Saves the notes whose links were changed because files were renamed. */
export function savingRenames(): FileOperationsMiddleware {
  let before: { unsaved: Unsaved; changed: Set<string> } | undefined;
  return {
    willRenameFiles: async (event, next) => {
      const unsaved = new Unsaved();
      const edit = await next(event);
      const changed = new Set(edit?.entries().map(([uri]) => uri.toString()));
      before = { unsaved, changed };
      return edit;
    },
    didRenameFiles: async (event, next) => {
      await next(event);
      await before?.unsaved.saveOthers(before.changed);
      before = undefined;
    },
  };
}
