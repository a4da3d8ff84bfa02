/** Finds the name that was probably meant: at most two letters away, undefined when none is. */
export function suggestName(given: string, names: Iterable<string>): string | undefined {
  if (given.length > 64) return undefined;
  let best: string | undefined;
  let bestDistance = 3;
  for (const name of names) {
    const distance = measureDistance(given.toLowerCase(), name);
    if (distance < bestDistance && distance < name.length / 2)
      [best, bestDistance] = [name, distance];
  }
  return best;
}

/** How many letters must be put in, left out or changed to make one text of the other. */
function measureDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
