/** Writes values into one text, such as `web,shop`; a comma inside a value is written `\,`. */
export function joinList(values: readonly string[]): string {
  return values.map((value) => value.replace(/[\\,]/g, "\\$&")).join(",");
}

/** Reads the values that joinList wrote, each once. */
export function splitList(text: string | undefined): string[] {
  const values = text?.match(/(?:\\.|[^\\,])+/gs) ?? [];
  return [...new Set(values.map((value) => value.replace(/\\(.)/gs, "$1")))];
}
