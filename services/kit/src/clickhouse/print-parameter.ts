const escapes: Readonly<Record<string, string>> = {
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "'": "\\'",
  "\\": "\\\\",
};

/**
 * Prints the value of a statement's typed parameter as ClickHouse reads it from `param_x`: a text bare,
 * but in quotes in a list.
 *
 * @throws TypeError unless it is a text, a number, a bigint, or a list of those.
 */
export function printParameter(value: unknown): string {
  switch (typeof value) {
    case "string":
      return escapeText(value);
    case "number":
    case "bigint":
      return String(value);
  }
  if (!Array.isArray(value)) throw new TypeError(`No parameter can be ${String(value)}`);
  const items = value.map((item) =>
    typeof item === "string" ? `'${escapeText(item)}'` : printParameter(item),
  );
  return `[${items.join(",")}]`;
}

function escapeText(text: string): string {
  return text.replace(/[\t\n\r'\\]/g, (char) => escapes[char] ?? char);
}
