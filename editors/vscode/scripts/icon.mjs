// Draws images/icon.png from images/icon.svg, with Chromium.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 128, height: 128 } });
await page.setContent(`<body style="margin:0">${await readFile("images/icon.svg", "utf8")}</body>`);
await page.screenshot({ path: "images/icon.png", omitBackground: true });
await browser.close();
