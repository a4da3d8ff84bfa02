import { createWriteStream, mkdirSync, truncateSync, type WriteStream } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

const maxBytes = 50 * 1024 * 1024;

/** Writes the lines of a child into a file, which begins anew when it grows too long, and shows its errors. */
export function recordLines(
  sources: readonly Readable[],
  file: string,
  showError: (message: string) => void,
): void {
  mkdirSync(dirname(file), { recursive: true });
  const log: WriteStream = createWriteStream(file, { flags: "a" });
  let bytes = 0;
  let open = sources.length;
  for (const source of sources) {
    const lines = createInterface({ input: source });
    lines.on("line", (line) => {
      bytes += line.length + 1;
      if (bytes > maxBytes) {
        truncateSync(file);
        bytes = line.length + 1;
      }
      log.write(`${line}\n`);
      const message = readError(line);
      if (message !== undefined) showError(message);
    });
    lines.on("close", () => {
      if (--open === 0) log.end();
    });
  }
}

/** Answers the message of a pino line at level error or above; what is not pino's JSON comes from a crash. */
function readError(line: string): string | undefined {
  if (!line.startsWith("{")) return /^\w*Error\b/.test(line) ? line : undefined;
  try {
    const { level, msg, err } = JSON.parse(line);
    return level >= 50 ? [msg, err?.message].filter(Boolean).join(": ") : undefined;
  } catch {
    return undefined;
  }
}
