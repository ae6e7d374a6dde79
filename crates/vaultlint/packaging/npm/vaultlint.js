#!/usr/bin/env node
// Runs the program of the package for this platform, and ends as it ends.
"use strict";

const { spawn } = require("node:child_process");

const platform = `${process.platform}-${process.arch}`;
const name = process.platform === "win32" ? "vaultlint.exe" : "vaultlint";

function program() {
  try {
    return require.resolve(`@vaultlint/${platform}/${name}`);
  } catch {
    console.error(
      `vaultlint: the package \`@vaultlint/${platform}\` is not installed. Optional dependencies may be switched off ` +
        "(install with `--include=optional`), or there is no program for this platform yet: build it from a clone " +
        "of the repository, with `cargo install --locked --path crates/vaultlint`.",
    );
    process.exit(2);
  }
}

const child = spawn(program(), process.argv.slice(2), { stdio: "inherit" });

// The program decides what a signal means; without listeners node would end before it.
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
for (const signal of signals) {
  process.on(signal, () => child.kill(signal));
}

child.on("error", (error) => {
  console.error(`vaultlint: the program cannot be started: ${error.message}`);
  process.exit(2);
});

child.on("exit", (code, signal) => {
  if (signal === null) {
    process.exit(code);
  }
  for (const listened of signals) {
    process.removeAllListeners(listened);
  }
  process.kill(process.pid, signal);
});
