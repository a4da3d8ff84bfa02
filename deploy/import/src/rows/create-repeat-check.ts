import { hash } from "node:crypto";
import { RowProblem, RowSkip } from "./row-problem.ts";

/**
 * Makes what looks for rows about the same thing as one before: a row that says the same again is
 * left out, and one that says something else is refused, for nobody knows which is right.
 */
export function createRepeatCheck(): (
  key: string,
  content: readonly (string | undefined)[],
  name: string,
) => void {
  const seen = new Map<string, string>();
  return (key, content, name) => {
    const digest = hash("sha256", JSON.stringify(content), "base64");
    const before = seen.get(key);
    if (before === undefined) seen.set(key, digest);
    else if (before === digest) throw new RowSkip("said before in the file");
    else throw new RowProblem(`${name} has been in this file before, saying something else`);
  };
}
