import * as assert from "node:assert/strict";

import type { Locator } from "playwright-core";

import type { Code } from "../support/code";

/** What a user does in the window, with mouse and keys. */
export class Workbench {
  constructor(readonly code: Code) {}

  get page() {
    return this.code.page;
  }

  /** Waits until `ask` gives something that is true. */
  async until<T>(what: string, ask: () => Promise<T>, limit = 20_000): Promise<T> {
    const end = Date.now() + limit;
    for (;;) {
      const answer = await ask();
      if (answer) {
        return answer;
      }
      if (Date.now() > end) {
        throw new Error(`waited in vain: ${what}`);
      }
      await this.page.waitForTimeout(100);
    }
  }

  /** Waits until the file on disk is as `expected`. */
  async onDisk(note: string, expected: RegExp): Promise<void> {
    let text = "";
    await this.until(`${note} is ${String(expected)}`, async () => {
      text = await this.code.read(note).catch(() => "");
      return expected.test(text);
    }).catch((error: unknown) => {
      throw new Error(`${String(error)}, but it is\n${text}`);
    });
  }

  row(name: string): Locator {
    return this.page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: name }).first();
  }

  async openNote(name: string): Promise<void> {
    await this.row(name).dblclick();
    await this.page.locator(`.tab.active[aria-label^="${name}"]`).waitFor();
    await this.page.locator(".editor-instance .view-line").first().waitFor();
  }

  /** The lines that are shown, in any order. */
  async lines(): Promise<string[]> {
    const lines = await this.page.locator(".editor-instance .view-line").allTextContents();
    // Blanks are shown as hard ones.
    return lines.map((text) => text.replace(/\u00a0/g, " ").replace(/[\u200b-\u200f]/g, ""));
  }

  async line(text: string): Promise<Locator> {
    const line = this.page.locator(".editor-instance .view-line").filter({ hasText: text.replaceAll(" ", "\u00a0") });
    await line.first().waitFor();
    return line.first();
  }

  async endOfNote(): Promise<void> {
    await this.page.locator(".editor-instance .view-line").first().click();
    await this.page.keyboard.press("Control+End");
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 30 });
  }

  async save(): Promise<void> {
    await this.page.keyboard.press("Control+s");
    await this.page.locator(".tab.active:not(.dirty)").first().waitFor();
  }

  /** Gives a command by the palette. */
  async command(title: string): Promise<void> {
    const widget = this.page.locator(".quick-input-widget");
    const row = widget.locator(".monaco-list-row").filter({ hasText: title }).first();
    await this.until(`the command ${title}`, async () => {
      await this.page.keyboard.press("F1");
      await widget.locator("input").first().fill(`>${title}`, { timeout: 2000 }).catch(() => undefined);
      return row.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
    });
    await row.click();
  }

  /** Chooses from the menu of what can be done at the cursor. */
  async quickFix(title: string): Promise<string[]> {
    const menu = this.page.locator(".action-widget").first();
    // What can be done is known once the finding is.
    await this.until(`the action ${title}`, async () => {
      await this.page.keyboard.press("Control+.");
      const found = menu.locator(".monaco-list-row").filter({ hasText: title }).first();
      const isThere = await found.waitFor({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
      if (!isThere) {
        await this.page.keyboard.press("Escape");
      }
      return isThere;
    });
    const titles = await menu.locator(".monaco-list-row.action").allInnerTexts();
    await this.code.picture("quick-fix");
    for (let left = titles.length; left > 0; left--) {
      const focused = await menu.locator(".monaco-list-row.focused").first().innerText();
      if (focused.includes(title)) {
        await this.page.keyboard.press("Enter");
        await menu.waitFor({ state: "hidden" });
        return titles;
      }
      await this.page.keyboard.press("ArrowDown");
    }
    assert.fail(`${title} is not among ${titles.join(", ")}`);
  }

  /** What the item in the status bar says. */
  async status(): Promise<string> {
    const item = this.page.locator('.statusbar-item[id="vaultlint.vaultlint.vaultlint.status"]');
    return (await item.getAttribute("aria-label", { timeout: 2000 }).catch(() => "")) ?? "";
  }

  toast(text: string): Locator {
    return this.page.locator(".notification-toast").filter({ hasText: text }).first();
  }
}
