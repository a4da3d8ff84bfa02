/** A number as it stood in the text, so that no digit is lost to binary floating point. */
export class NumberToken {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A JSON object, its members in the order of the text. */
export type JsonObject = ReadonlyMap<string, JsonNode>;

/** A parsed JSON value. */
export type JsonNode = null | boolean | string | NumberToken | readonly JsonNode[] | JsonObject;

/** Names the kind of a value, as an error message says it. */
export function kindOf(node: JsonNode): string {
  if (node === null) return "null";
  if (node instanceof NumberToken) return "a number";
  if (node instanceof Map) return "an object";
  if (Array.isArray(node)) return "a list";
  return typeof node === "string" ? "a string" : "a boolean";
}
