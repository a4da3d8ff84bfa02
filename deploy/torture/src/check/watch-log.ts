import type { Coverage } from "../coverage.ts";
import type { LogLine, Program } from "../world/program.ts";

const errorLevel = 50;

/** What the errors of ClickHouse are counted as. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/had expired|arrived too late/, "the mirror met: a batch refused as too late"],
  [/not enough space|no space left/i, "the mirror met: a full disk"],
  [/the torture fails a view/, "the mirror met: a failed view"],
  [/aborted|timeout/i, "the mirror met: a batch that took too long"],
  [/ECONN|socket hang up|EPIPE/i, "the mirror met: a lost connection to ClickHouse"],
];

/**
 * Counts what mirrors log of what they met and mended; what should never happen is a problem.
 *
 * @param isDamaged whether the mirror is damaged by hand, which it must find.
 */
export function watchLog(
  coverage: Coverage,
  problems: string[],
  isDamaged: boolean,
): (line: LogLine, program: Program) => void {
  return (line, program) => {
    const { level, msg } = line;
    const text = JSON.stringify(line);
    if (isDamaged && msg === "the mirror differs from the ledger") {
      coverage.count("differences that the mirror found");
    } else if (level >= errorLevel) {
      problems.push(`${program.name} logged an error: ${text.slice(0, 1_500)}`);
    } else if (msg === "roll-ups were made level with the facts") {
      const { mended } = line as { mended?: readonly string[] };
      coverage.count("roll-ups mended by the mirror", mended?.length ?? 0);
    } else if (msg.startsWith("ClickHouse failed the mirror")) {
      const kind = kinds.find(([pattern]) => pattern.test(text));
      coverage.count(kind?.[1] ?? "the mirror met: another error of ClickHouse");
    } else if (msg === "the mirror lost PostgreSQL and begins again") {
      coverage.count("the mirror met: a lost connection to PostgreSQL");
    } else if (msg === "this process mirrors the ledger") {
      coverage.count("times that a process began to mirror");
    }
  };
}
