import { type ChildProcess, execFile, spawn } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

import { type Browser, chromium, type Page } from "playwright-core";

const CHROMIUM_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];

/** Settings that keep VS Code from doing anything by itself. */
const QUIET = {
  "workbench.startupEditor": "none",
  "workbench.enableExperiments": false,
  "workbench.tips.enabled": false,
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "update.mode": "none",
  "security.workspace.trust.enabled": false,
  "files.autoSave": "off",
  "git.enabled": false,
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "explorer.confirmDragAndDrop": false,
  "vaultlint.trace.server": "messages",
};

/** VS Code on a copy of the test vault, served to a browser. */
export class Code {
  private constructor(
    private readonly home: string,
    private readonly server: ChildProcess,
    private readonly browser: Browser,
    readonly page: Page,
    /** Where it listens. */
    readonly url: URL,
    /** The folder of the extension, as it was installed. */
    readonly extension: string,
  ) {}

  /** The copy of the vault. */
  get vault(): string {
    return path.join(this.home, "My vault");
  }

  /** Starts VS Code with the extension and `settings`. `CODE_SERVER` and `VSIX` say which ones. */
  static async start(settings: object): Promise<Code> {
    const home = await fs.mkdtemp(path.join(os.tmpdir(), "vaultlint-code-"));
    const entry = path.join(variable("CODE_SERVER"), "node_modules/code-server/out/node/entry.js");
    const config = path.join(home, "config.yaml");
    const extensions = path.join(home, "extensions");
    await fs.cp(variable("VAULT"), path.join(home, "My vault"), { recursive: true });
    await fs.writeFile(config, "auth: none\ncert: false\n");
    await writeSettings(home, settings);
    const args = [entry, "--user-data-dir", path.join(home, "data"), "--extensions-dir", extensions, "--config", config];
    // No look-ups of extensions.
    const env = { ...process.env, EXTENSIONS_GALLERY: "{}" };
    await promisify(execFile)(process.execPath, [...args, "--install-extension", variable("VSIX")], { env });
    const [installed] = (await fs.readdir(extensions)).filter((it) => it.startsWith("vaultlint."));
    if (installed === undefined) {
      throw new Error("the extension was not installed");
    }

    const quiet = ["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"];
    const listen = ["--bind-addr", "127.0.0.1:0", "--auth", "none"];
    const server = spawn(process.execPath, [...args, ...quiet, ...listen], { env, detached: true });
    for (const name of ["SIGINT", "SIGTERM"] as const) {
      process.once(name, () => void endGroup(server).finally(() => process.exit(1)));
    }
    try {
      const url = await listening(server);
      const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
      const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      return new Code(home, server, browser, page, url, path.join(extensions, installed));
    } catch (error) {
      await endGroup(server);
      throw error;
    }
  }

  /** Opens the vault, with what else the `payload` asks of the workbench. */
  async open(payload: [string, string][] = []): Promise<void> {
    const url = new URL(this.url);
    url.searchParams.set("folder", this.vault);
    if (payload.length > 0) {
      url.searchParams.set("payload", JSON.stringify(payload));
    }
    await this.page.goto(url.href);
  }

  /** The address of a file in the editor. */
  uri(file: string): string {
    return `vscode-remote://${this.url.host}${file}`;
  }

  /** Sets `settings` for the vault. */
  async set(settings: object): Promise<void> {
    await fs.mkdir(path.join(this.vault, ".vscode"), { recursive: true });
    await fs.writeFile(path.join(this.vault, ".vscode/settings.json"), JSON.stringify(settings));
  }

  async read(note: string): Promise<string> {
    return fs.readFile(path.join(this.vault, note), "utf8");
  }

  /** Takes a picture of the window into the folder `OUT`. */
  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(variable("OUT"), `${name}.png`) });
  }

  /** Ends all processes, and keeps the logs. */
  async end(name: string): Promise<void> {
    await this.browser.close();
    await endGroup(this.server);
    const logs = path.join(variable("OUT"), `logs-${name}`);
    await fs.rm(logs, { recursive: true, force: true });
    await fs.cp(path.join(this.home, "data/logs"), logs, { recursive: true }).catch(() => undefined);
    await fs.rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function writeSettings(home: string, settings: object): Promise<void> {
  const folder = path.join(home, "data/User");
  await fs.mkdir(folder, { recursive: true });
  await fs.writeFile(path.join(folder, "settings.json"), JSON.stringify({ ...QUIET, ...settings }, undefined, 2));
}

function listening(server: ChildProcess): Promise<URL> {
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const address = /listening on (http:\S+)/.exec(said)?.[1];
      if (address !== undefined) {
        resolve(new URL(address));
      }
    };
    server.stdout?.on("data", listen);
    server.stderr?.on("data", listen);
    server.on("exit", () => {
      reject(new Error(`code-server ended: ${said}`));
    });
    setTimeout(() => {
      reject(new Error(`code-server does not listen: ${said}`));
    }, 30_000).unref();
  });
}

/** Ends the process and all that it started, and waits until they are gone. */
async function endGroup(leader: ChildProcess): Promise<void> {
  const { pid } = leader;
  if (pid === undefined) {
    return;
  }
  const signal = (name: NodeJS.Signals | 0): boolean => {
    try {
      return process.kill(-pid, name);
    } catch {
      return false;
    }
  };
  signal("SIGTERM");
  for (let waited = 0; signal(0); waited += 100) {
    if (waited >= 10_000) {
      signal("SIGKILL");
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(`${name} is not set: start the tests with test/run`);
  }
  return value;
}
