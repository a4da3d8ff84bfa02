import type { StringRules } from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";

const kinds: readonly (readonly [pattern: RegExp, describe: (...parts: string[]) => string])[] = [
  [
    exactly("^[^\\s\\x00-\\x1f\\x7f]([^\\x00-\\x1f\\x7f]*[^\\s\\x00-\\x1f\\x7f])?$"),
    (length) => `${length} without control characters or surrounding spaces`,
  ],
  [
    exactly("^([^\\s\\x00-\\x1f\\x7f]([^\\x00-\\x1f\\x7f]*[^\\s\\x00-\\x1f\\x7f])?)?$"),
    (length) => `${length} without control characters or surrounding spaces`,
  ],
  [exactly("^[^\\x00-\\x1f\\x7f]*$"), (length) => `${length} without control characters`],
  [exactly("^[^\\x00]*$"), (length) => `${length} without NUL`],
  [
    exactly("^([01][0-9]|2[0-3]):(00|15|30|45)$"),
    () => "a time of day in quarters of an hour, from 00:00 to 23:45",
  ],
  [
    /^\^\[!-~\]\{([0-9]+),([0-9]+)\}\$$/,
    (_length, least, most) => `${least} to ${most} printable ASCII characters without spaces`,
  ],
  [/^\^\[0-9\]\{([0-9]+),([0-9]+)\}\$$/, (_length, least, most) => `${least} to ${most} digits`],
  [
    /^\^\(0\|\[1-9\]\[0-9\]\{0,([0-9]+)\}\)\(\\\.\[0-9\]\{1,([0-9]+)\}\)\?\$$/,
    (_length, before, after) =>
      `a decimal >= 0 with up to ${Number(before) + 1} digits before the point and up to ${after} after it`,
  ],
];

/**
 * Says in plain words what a text may be that has these rules, such as "must be 1 to 64 characters
 * without control characters or surrounding spaces"; undefined when the pattern is not known here.
 */
export function describeText({ minLen, maxLen, pattern }: StringRules): string | undefined {
  for (const [known, describe] of kinds) {
    const match = known.exec(pattern);
    if (match) return `must be ${describe(describeLength(minLen, maxLen), ...match.slice(1))}`;
  }
  return undefined;
}

/** Says how long a text may be. */
function describeLength(least: bigint, most: bigint): string {
  if (most === 0n) return least === 0n ? "text" : `at least ${least} characters`;
  const upTo = most.toLocaleString("en-US");
  return least === 0n ? `up to ${upTo} characters` : `${least} to ${upTo} characters`;
}

/** Makes the expression that matches exactly this text. */
function exactly(text: string): RegExp {
  return new RegExp(`^${RegExp.escape(text)}$`);
}
