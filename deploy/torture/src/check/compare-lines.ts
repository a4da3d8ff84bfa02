const shown = 4;

/**
 * Compares what two stores hold, line by line, each as often as it is there.
 *
 * @returns what differs, in a sentence or two; undefined when nothing does.
 */
export function compareLines(
  what: string,
  expected: readonly string[],
  found: readonly string[],
): string | undefined {
  const counts = new Map<string, number>();
  for (const line of expected) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const line of found) counts.set(line, (counts.get(line) ?? 0) - 1);
  const list = (wanted: (count: number) => boolean) => {
    const lines = [...counts].filter(([, count]) => wanted(count)).map(([line]) => line);
    const more = lines.length > shown ? ` and ${lines.length - shown} more` : "";
    return lines.length === 0 ? "none" : `${lines.slice(0, shown).join(" ")}${more}`;
  };
  if ([...counts.values()].every((count) => count === 0)) return undefined;
  return `${what}: missing ${list((count) => count > 0)}; too many ${list((count) => count < 0)}`;
}
