// Makes the VSIX: `npm run package` one for all platforms, which looks for vaultlint on the PATH, and
// `VAULTLINT_BINARY=FILE npm run package` one for this platform that brings FILE along. `-- --target linux-arm64` names
// the platform that FILE is for, `-- --out FILE` the VSIX.
import { execFileSync } from "node:child_process";
import { chmod, copyFile, mkdir, readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { createVSIX } from "@vscode/vsce";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const { values } = parseArgs({ options: { target: { type: "string" }, out: { type: "string" } } });
const binary = process.env["VAULTLINT_BINARY"];
if (values.target !== undefined && !binary) {
  console.error("A VSIX for one platform brings its program along: name it in VAULTLINT_BINARY.");
  process.exit(2);
}
const target = values.target ?? (binary ? `${process.platform}-${process.arch}` : undefined);

await rm("bin", { recursive: true, force: true });
if (binary) {
  const bundled = target.startsWith("win32") ? "bin/vaultlint.exe" : "bin/vaultlint";
  await mkdir("bin");
  await copyFile(binary, bundled);
  await chmod(bundled, 0o755);
}
await copyFile("../../LICENSE", "LICENSE");
await rm("dist", { recursive: true, force: true });
execFileSync(process.execPath, ["scripts/build.mjs", "--production"], { stdio: "inherit" });

const { version } = JSON.parse(await readFile("package.json", "utf8"));
const packagePath = values.out ?? `vaultlint-${[version, ...(target ? [target] : [])].join("-")}.vsix`;
await createVSIX({ packagePath, dependencies: false, ...(target ? { target } : {}) });
