import * as vscode from "vscode";

import { run } from "../cli";
import { ruleOf } from "../findings";
import type { Server } from "../server";

/** Of the documents that hold the pages of rules. */
const SCHEME = "vaultlint-rule";

interface Rule {
  name: string;
  summary: string;
  category: string;
  level: string;
  page: string;
}

/** Pages of rules as the program prints them. */
export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  private readonly pages = new Map<string, string>();

  constructor(private readonly server: Server) {}

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.pages.get(uri.path) ?? "This page is shown by the command *vaultlint: Show the Page of a Rule*.";
  }

  dispose(): void {
    this.registration.dispose();
  }

  /** Shows the page of the rule `name`; of the one that is chosen, where no name is given. */
  async show(name: string | undefined): Promise<void> {
    const program = await this.server.program();
    if (program === undefined) {
      return;
    }
    const { status, stdout, stderr } = await run(program, ["rule", "--output-format", "json"]);
    if (status !== 0) {
      void vscode.window.showErrorMessage(stderr);
      return;
    }
    const rules = JSON.parse(stdout) as Rule[];
    const wanted = name ?? (await choose(rules));
    const rule = rules.find((it) => it.name === wanted);
    if (rule === undefined) {
      if (wanted !== undefined) {
        void vscode.window.showErrorMessage(`vaultlint has no rule "${wanted}".`);
      }
      return;
    }
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${rule.name}.md` });
    this.pages.set(uri.path, rule.page);
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  }
}

/** Lets the user choose a rule, those that reported something at the cursor first. */
async function choose(rules: Rule[]): Promise<string | undefined> {
  const here = rulesAtCursor();
  const item = ({ name, summary, category, level }: Rule) => ({
    label: name,
    description: `${category}, ${level}`,
    detail: summary,
  });
  const first = rules.filter((it) => here.includes(it.name)).map(item);
  const others = rules.filter((it) => !here.includes(it.name)).map(item);
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const items: vscode.QuickPickItem[] =
    first.length === 0 ? others : [separator("at the cursor"), ...first, separator("all others"), ...others];
  const options = { title: "The page of which rule?", matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.label;
}

function rulesAtCursor(): string[] {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return [];
  }
  const here = vscode.languages.getDiagnostics(editor.document.uri).filter((it) => {
    return it.range.intersection(editor.selection) !== undefined;
  });
  return here.flatMap((it) => ruleOf(it) ?? []);
}

/** Offers the page of a rule beside the fixes of what it found. */
export const explanations: vscode.CodeActionProvider = {
  provideCodeActions(_document, _range, { diagnostics }) {
    const rules = new Set(diagnostics.flatMap((it) => ruleOf(it) ?? []));
    return [...rules].map((rule) => {
      const title = `Show the page of \`${rule}\``;
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.command = { title, command: "vaultlint.showRule", arguments: [rule] };
      action.diagnostics = diagnostics.filter((it) => ruleOf(it) === rule);
      return action;
    });
  },
};
