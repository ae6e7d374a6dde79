import { execFile } from "node:child_process";

/** What a run of the program gave. */
export interface Run {
  /** The exit status; `null` where the program could not be run or was ended. */
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the program at `binary`, in `folder`. */
export function run(binary: string, args: string[], folder?: string): Promise<Run> {
  return new Promise((resolve) => {
    const options = { cwd: folder, encoding: "utf8", maxBuffer: 64 << 20, timeout: 60_000, windowsHide: true } as const;
    execFile(binary, args, options, (error, stdout, stderr) => {
      if (error === null) {
        resolve({ status: 0, stdout, stderr });
      } else if (typeof error.code === "number") {
        resolve({ status: error.code, stdout, stderr });
      } else {
        resolve({ status: null, stdout, stderr: stderr || error.message });
      }
    });
  });
}
