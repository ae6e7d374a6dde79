import { setTimeout as pause } from "node:timers/promises";

import type { DiagnosticProviderMiddleware } from "vscode-languageclient";

/** The part of the time that the server may spend on checking all notes while nothing is done. */
const SHARE = 1 / 20;

/** The longest rest, in milliseconds. */
const LONGEST = 10_000;

/**
 * Lets the server rest between checks of the whole vault: the client asks again two seconds after each answer, whether
 * anything has changed or not, which a large vault would keep a processor busy with. Notes that are open do not wait.
 */
export function pacedChecks(): DiagnosticProviderMiddleware {
  let restUntil = 0;
  return {
    provideWorkspaceDiagnostics: async (known, token, report, next) => {
      await pause(Math.max(0, restUntil - Date.now()), undefined, { ref: false });
      if (token.isCancellationRequested) {
        return { items: [] };
      }
      const start = Date.now();
      const answer = await next(known, token, report);
      restUntil = Date.now() + Math.min((Date.now() - start) / SHARE, LONGEST);
      return answer;
    },
  };
}
