// What users see and do, in VS Code in a browser. Each step goes on where the one before has left the window.
import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as path from "node:path";

import { Code } from "../support/code";
import { Workbench } from "./workbench";

const settings = {
  // Set where the tests are to fail, to see that they can.
  "vaultlint.path": process.env["VAULTLINT_TEST_PATH"] ?? "",
  "[markdown]": { "editor.wordWrap": "on", "editor.formatOnSave": true },
};

type Step = [name: string, run: (it: Workbench) => Promise<void>];

const steps: Step[] = [
  [
    "the status bar shows the vault and its problems",
    async (it) => {
      await it.code.open();
      await it.row("Harbour walk.md").waitFor({ timeout: 60_000 });
      await it.until("counts", async () => /My vault, .*[1-9] warnings in \d files/.test(await it.status()), 60_000);
    },
  ],
  [
    "problems are underlined and listed",
    async (it) => {
      await it.openNote("Harbour walk.md");
      await it.page.locator(".squiggly-warning").first().waitFor();
      await it.command("Check the Whole Vault");
      const rows = it.page.locator(".markers-panel .monaco-list-row");
      await rows.filter({ hasText: "Recepies" }).first().waitFor();
      // Of a note that is not open.
      await rows.filter({ hasText: "Rosa Lima.md" }).first().waitFor();
      await it.page.mouse.move(640, 300);
      await it.code.picture("problems");
      await it.page.keyboard.press("Control+j");
    },
  ],
  [
    "problems appear while typing, before the note is saved",
    async (it) => {
      const before = await it.code.read("Harbour walk.md");
      await it.endOfNote();
      // Whether the editor closes brackets by itself depends on what it has loaded by then.
      await it.type("\nBack by the [[ Ferry]]");
      const line = await it.line("Back by the");
      const top = /top:\s*[\d.]+px/.exec((await line.getAttribute("style")) ?? "")?.[0] ?? "";
      const marks = it.page.locator(`.view-overlays > div[style*="${top}"] .squiggly-warning`);
      await it.until("a mark under the new line", async () => (await marks.count()) > 0);
      assert.equal(await it.code.read("Harbour walk.md"), before);
    },
  ],
  [
    "a quick fix mends",
    async (it) => {
      await (await it.line("Back by the")).click();
      await it.page.keyboard.press("End");
      for (let left = 0; left < 8; left++) {
        await it.page.keyboard.press("ArrowLeft");
      }
      const titles = await it.quickFix("Remove the stray blank");
      assert.ok(titles.some((title) => title.includes("Show the page of `link-spacing`")), titles.join("\n"));
      await it.until("the fix", async () => (await it.lines()).includes("Back by the [[Ferry]]"));
      await it.save();
      await it.onDisk("Harbour walk.md", /^Back by the \[\[Ferry\]\]$/m);
    },
  ],
  [
    "completion writes the link that the app would",
    async (it) => {
      await it.endOfNote();
      await it.type("\nFresh fish: [[Fish m");
      const list = it.page.locator(".suggest-widget.visible");
      await list.locator(".monaco-list-row").filter({ hasText: "Fish market" }).first().waitFor();
      await it.code.picture("completion");
      await it.page.keyboard.press("Enter");
      await it.until("the link", async () => (await it.lines()).includes("Fresh fish: [[Fish market]]"));
      await it.endOfNote();
      await it.type("\nAsk [[Ros");
      await list.locator(".monaco-list-row.focused").filter({ hasText: /Rosa(?! Lima)|Rosa Lima/ }).first().waitFor();
      await list.locator('.monaco-list-row[aria-label^="Rosa,"]').first().click();
      await it.until("the alias", async () => (await it.lines()).includes("Ask [[Rosa Lima|Rosa]]"));
      await it.save();
      await it.onDisk("Harbour walk.md", /^Fresh fish: \[\[Fish market\]\]\nAsk \[\[Rosa Lima\|Rosa\]\]$/m);
    },
  ],
  [
    "notes are laid out on saving, where that is asked for",
    async (it) => {
      await it.openNote("Packing list.md");
      await it.endOfNote();
      await it.type("- rope");
      await it.save();
      await it.onDisk("Packing list.md", /^# Packing list\n\n- a good lamp\n\n- charts\n- rope\n$/);
    },
  ],
  [
    "links follow a note that is renamed in the explorer",
    async (it) => {
      await it.row("Ferry.md").click();
      await it.page.locator('.tab.active[aria-label^="Ferry.md"]').waitFor();
      await it.row("Ferry.md").click();
      await it.page.keyboard.press("F2");
      const input = it.page.locator(".explorer-folders-view .monaco-inputbox input");
      await input.fill("Steam ferry.md");
      await input.press("Enter");
      const dialog = it.page.locator(".monaco-dialog-box").filter({ hasText: "'vaultlint' wants to make refactoring changes" });
      await dialog.waitFor();
      await it.code.picture("rename");
      await dialog.getByRole("button", { name: "OK" }).click();
      await it.onDisk("Steam ferry.md", /^# Ferry/);
      await it.onDisk("Harbour walk.md", /The \[\[Steam ferry\|ferry\]\] {2}leaves[^]*^Back by the \[\[Steam ferry\]\]$/m);
      await it.onDisk("People/Rosa Lima.md", /captain of the \[\[Steam ferry\]\]/);
      await it.onDisk("Plan.canvas", /"file": "Steam ferry.md"/);
      assert.equal(await fs.access(path.join(it.code.vault, "Ferry.md")).catch(() => "gone"), "gone");
    },
  ],
  [
    "the vault is fixed once the preview is confirmed",
    async (it) => {
      const before = await it.code.read("People/Rosa Lima.md");
      await it.openNote("Harbour walk.md");
      await it.command("Fix the Vault with a Preview");
      const dialog = it.page.locator(".monaco-dialog-box").filter({ hasText: "3 changes in 2 notes" });
      await dialog.waitFor();
      await it.code.picture("fix-vault");
      await dialog.getByRole("button", { name: "Choose in a Preview" }).click();
      const panel = it.page.locator(".bulk-edit-panel");
      const note = (name: string) => panel.locator(".monaco-list-row").filter({ hasText: name }).first();
      await note("Rosa Lima.md").waitFor();
      await note("[[Harbour walk]]").click();
      await it.page.locator(".monaco-diff-editor").first().waitFor();
      await note("Rosa Lima.md").locator("input").check();
      // The diff is drawn a moment later.
      await it.page.waitForTimeout(1000);
      await it.code.picture("preview");
      assert.equal(await it.code.read("People/Rosa Lima.md"), before);
      await it.page.getByRole("button", { name: "Apply" }).click();
      await it.onDisk("People/Rosa Lima.md", /^up: "\[\[Harbour walk\]\]"$/m);
      // What was not ticked stays.
      await it.onDisk("Harbour walk.md", /The \[\[Steam ferry\|ferry\]\] {2}leaves/);
      await it.command("Fix the Vault with a Preview");
      await it.page.getByRole("button", { name: "Apply All" }).click();
      await it.onDisk("Harbour walk.md", /The \[\[Steam ferry\|ferry\]\] leaves[^]*\[\[Fish market\|market\]\], where/);
      await it.until("one problem", async () => (await it.status()).includes("My vault, 1 warning in 1 file"));
      await it.command("Fix the Vault with a Preview");
      await it.toast("Nothing in the vault is safe to mend.").waitFor();
      await it.command("Notifications: Clear All Notifications");
    },
  ],
  [
    "the page of a rule is shown",
    async (it) => {
      await it.command("Show the Page of a Rule");
      const input = it.page.locator(".quick-input-widget input").first();
      await input.fill("link-spacing");
      await it.page.locator(".quick-input-widget .monaco-list-row").filter({ hasText: "No stray blanks" }).first().waitFor();
      await it.page.keyboard.press("Enter");
      await it.page.locator('.tab.active[aria-label*="link-spacing"]').waitFor();
      const frames = () => Promise.all(it.page.frames().map((frame) => frame.locator("h1").allInnerTexts().catch(() => [])));
      await it.until("its title", async () => (await frames()).flat().includes("link-spacing"));
      await it.code.picture("rule");
      await it.page.keyboard.press("Control+w");
    },
  ],
  [
    "a walkthrough leads in",
    async (it) => {
      await it.command("vaultlint: Get Started");
      await it.page.locator(".getting-started-step").filter({ hasText: "See what was found" }).first().click();
      await it.page.waitForTimeout(1500);
      await it.code.picture("walkthrough");
      await it.page.keyboard.press("Control+w");
    },
  ],
  [
    "a missing program is explained, with what to do",
    async (it) => {
      await it.code.set({ "vaultlint.path": "/no/such/vaultlint" });
      const toast = it.toast("names /no/such/vaultlint");
      await toast.waitFor();
      for (const button of ["Select File…", "Settings", "Help"]) {
        await toast.getByRole("button", { name: button, exact: true }).waitFor();
      }
      await it.code.picture("missing");
      await toast.getByRole("button", { name: "Settings", exact: true }).click();
      await it.page.locator(".settings-editor .setting-item-contents").filter({ hasText: "Path" }).first().waitFor();
      await it.page.waitForTimeout(500);
      await it.code.picture("settings");
      await it.code.set({});
      await it.until("it runs again", async () => (await it.status()).includes("My vault"));
    },
  ],
];

async function main(): Promise<number> {
  const code = await Code.start(settings);
  const it = new Workbench(code);
  let passed = 0;
  try {
    for (const [name, run] of steps) {
      const start = Date.now();
      await run(it);
      passed += 1;
      console.log(`ok    ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    }
  } catch (error) {
    console.error(`FAIL  ${steps[passed]?.[0] ?? ""}`);
    console.error(error);
    await code.picture("failure");
    console.error(await it.lines());
  } finally {
    await code.end("ui");
  }
  console.log(`UI: ${passed} of ${steps.length} steps passed`);
  return passed === steps.length ? 0 : 1;
}

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
