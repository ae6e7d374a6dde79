// Bundles the extension into dist/, with the schema of vaultlint.toml beside it. `--production` makes it small, `--tests`
// bundles the tests into out/ too, `--watch` does it again whenever a source changes.
import { copyFile, mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import * as esbuild from "esbuild";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const production = process.argv.includes("--production");

/** @type {esbuild.BuildOptions} */
const common = { bundle: true, platform: "node", target: "node20", format: "cjs", logLevel: "warning" };

/** @type {esbuild.BuildOptions} */
const extension = {
  ...common,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  external: ["vscode"],
  minify: production,
  sourcemap: !production,
};

/** @type {esbuild.BuildOptions} */
const tests = {
  ...common,
  entryPoints: { ui: "test/ui/main.ts", host: "test/host/main.ts", "in-host": "test/host/in-host.ts" },
  outdir: "out",
  external: ["vscode", "playwright-core"],
  sourcemap: true,
};

await mkdir("dist", { recursive: true });
await copyFile("../../vaultlint.schema.json", "dist/vaultlint.schema.json");
if (process.argv.includes("--watch")) {
  await (await esbuild.context(extension)).watch();
} else {
  await esbuild.build(extension);
  if (process.argv.includes("--tests")) {
    await esbuild.build(tests);
  }
}
