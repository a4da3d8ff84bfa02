/**
 * Makes a cell of a JSON value that is no object and no array: a number with exactly its digits, a
 * string without its quotes and escapes, null as nothing.
 */
export function toCell(json: string): string {
  if (json === "null") return "";
  if (!json.startsWith('"')) return json;
  return json.includes("\\") ? (JSON.parse(json) as string) : json.slice(1, -1);
}

/** Quotes a cell if RFC 4180 wants it quoted: for a comma, a quote or a line break in it. */
export function quoteCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
