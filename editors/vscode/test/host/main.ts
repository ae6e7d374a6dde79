// Runs the tests of in-host.ts in the extension host of VS Code, which the workbench in a browser starts.
import * as path from "node:path";

import { Code, variable } from "../support/code";

const LIMIT = 180_000;

async function main(): Promise<number> {
  const setting = process.env["VAULTLINT_TEST_PATH"] ?? "";
  const code = await Code.start(setting === "" ? {} : { "vaultlint.path": setting });
  try {
    // What the workbench calls when it is opened with tests.
    await code.page.exposeFunction("codeAutomationLog", (_: string, [line]: unknown[]) => {
      // The workbench logs the same way.
      if (typeof line === "string" && /^(ok|FAIL|Extension host)\b/.test(line)) {
        console.log(line);
      }
    });
    const ended = new Promise<number>((resolve) => {
      void code.page.exposeFunction("codeAutomationExit", resolve);
      setTimeout(() => {
        console.error("FAIL  the tests in the extension host did not end in time");
        resolve(1);
      }, LIMIT).unref();
    });
    await code.open([
      ["extensionDevelopmentPath", code.uri(code.extension)],
      ["extensionTestsPath", code.uri(path.join(variable("TESTS"), "in-host.js"))],
    ]);
    const status = await ended;
    if (status !== 0) {
      await code.picture("failure-host");
    }
    return status === 0 ? 0 : 1;
  } finally {
    await code.end("host");
  }
}

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
