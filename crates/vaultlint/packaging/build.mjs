// Makes what is installed without building: `node build.mjs` writes, for this machine or `--target TRIPLE`, an archive
// with the program, its completions and manual pages, a wheel for PyPI, and a package for npm into `--out FOLDER`.
// `--main` adds what is one for all platforms: npm's main package, which names those of the platforms, and the source
// package for PyPI; `--only-main` makes nothing else. `--profile dev` builds for debugging, `--zig` links against an old
// glibc, for wheels that run on old systems. Needs cargo, maturin and npm, and python on Windows.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../../..");
const { values } = parseArgs({
  options: {
    target: { type: "string" },
    profile: { type: "string", default: "release" },
    out: { type: "string", default: "target/packages" },
    main: { type: "boolean", default: false },
    "only-main": { type: "boolean", default: false },
    zig: { type: "boolean", default: false },
  },
});
const out = resolve(values.out);
const platforms = JSON.parse(readFileSync(join(here, "platforms.json"), "utf8"));

const run = (program, args, options = {}) => {
  console.error(`$ ${program} ${args.join(" ")}`);
  const shell = process.platform === "win32" && program === "npm";
  return execFileSync(program, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], shell, ...options });
};
const output = (program, args) => run(program, args, { stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" });

const metadata = JSON.parse(output("cargo", ["metadata", "--no-deps", "--format-version=1", "--locked"]));
const { version, description, license, repository } = metadata.packages.find(({ name }) => name === "vaultlint");
const host = /^host: (.*)$/m.exec(output("rustc", ["-vV"]))[1];
const target = values.target ?? host;
const program = target.includes("windows") ? "vaultlint.exe" : "vaultlint";

mkdirSync(out, { recursive: true });
const work = mkdtempSync(join(tmpdir(), "vaultlint-packages-"));
try {
  if (!values["only-main"]) {
    const built = build();
    archive(built);
    npmPlatform(built);
  }
  if (values.main || values["only-main"]) {
    npmMain();
    run("maturin", ["sdist", "--out", out]);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Builds the wheel, and with it the program: its path. */
function build() {
  const chosen = values.target ? ["--target", target] : [];
  const zig = values.zig ? ["--zig", "--compatibility", "manylinux2014"] : [];
  run("maturin", ["build", "--profile", values.profile, ...chosen, ...zig, "--out", out]);
  const folder = values.profile === "dev" ? "debug" : values.profile;
  return join(metadata.target_directory, ...(values.target ? [target] : []), folder, program);
}

/** The archive: the program with what shells and `man` read, all in a folder of its own. */
function archive(built) {
  const name = `vaultlint-${target}`;
  const folder = join(work, name);
  for (const part of ["completions", "man"]) {
    mkdirSync(join(folder, part), { recursive: true });
  }
  cpSync(built, join(folder, program));
  for (const file of ["README.md", "LICENSE"]) {
    cpSync(join(root, file), join(folder, file));
  }
  const files = { bash: "vaultlint.bash", zsh: "_vaultlint", fish: "vaultlint.fish", elvish: "vaultlint.elv", powershell: "_vaultlint.ps1" };
  for (const [shell, file] of Object.entries(files)) {
    writeFileSync(join(folder, "completions", file), output(built, ["completions", shell]));
  }
  run(built, ["man", "--to", join(folder, "man")]);
  if (target.includes("windows")) {
    // Compress-Archive writes names with backslashes, which `unzip` takes for a fault.
    run("python", ["-m", "zipfile", "-c", join(out, `${name}.zip`), folder]);
  } else {
    run("tar", ["-czf", join(out, `${name}.tar.gz`), "-C", work, name]);
  }
}

/**
 * The npm package that holds the program for this platform. On Linux it is the one that needs no glibc, and what was
 * built for this very machine in its stead.
 */
function npmPlatform(built) {
  const wanted = values.target ?? target.replace("-linux-gnu", "-linux-musl");
  const platform = platforms.find((it) => it.npm && it.target === wanted);
  if (!platform) {
    return;
  }
  const { npm, os, cpu } = platform;
  const folder = join(work, npm);
  mkdirSync(folder);
  cpSync(built, join(folder, program));
  const about = `The program of vaultlint for ${os} on ${cpu}.`;
  pack(folder, { ...common(`@vaultlint/${npm}`, about), os: [os], cpu: [cpu], files: [program], preferUnplugged: true });
}

/** The npm package that people install. */
function npmMain() {
  const folder = join(work, "npm");
  cpSync(join(here, "npm"), folder, { recursive: true });
  const names = platforms.filter(({ npm }) => npm).map(({ npm }) => [`@vaultlint/${npm}`, version]);
  pack(folder, {
    ...common("vaultlint", description),
    keywords: ["obsidian", "markdown", "linter", "formatter", "lsp"],
    bin: { vaultlint: "vaultlint.js" },
    files: ["vaultlint.js"],
    engines: { node: ">=14.18" },
    optionalDependencies: Object.fromEntries(names),
  });
}

function common(name, description) {
  return { name, version, description, license, repository: { type: "git", url: `git+${repository}.git` }, publishConfig: { access: "public" } };
}

function pack(folder, manifest) {
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  cpSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  run("npm", ["pack", folder, "--pack-destination", out, "--loglevel=warn"]);
}
