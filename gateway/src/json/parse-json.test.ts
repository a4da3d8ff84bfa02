import fc from "fast-check";
import { expect, test } from "vitest";
import { type JsonNode, NumberToken } from "./json-node.ts";
import { parseJson } from "./parse-json.ts";

/** What JSON.parse would have made of it. */
function toPlain(node: JsonNode): unknown {
  if (node instanceof NumberToken) return Number(node.text);
  if (node instanceof Map) {
    return Object.fromEntries([...node].map(([name, value]) => [name, toPlain(value)]));
  }
  return Array.isArray(node) ? node.map(toPlain) : node;
}

test("reads what JSON.parse reads", () => {
  const value = fc.jsonValue({ maxDepth: 8, stringUnit: "grapheme" });
  fc.assert(
    fc.property(value, fc.constantFrom(undefined, 1, "\t"), (each, space) => {
      const text = JSON.stringify(each, undefined, space);
      expect(toPlain(parseJson(Buffer.from(text)))).toEqual(JSON.parse(text));
    }),
  );
});

test("refuses what JSON.parse refuses", () => {
  const pieces = fc.constantFrom(
    ...'{}[],:"\\u0aeE+-.1 \n\t',
    "true",
    "null",
    '"a"',
    "1",
    "\\n",
    "\\ud800",
    "\u0001",
  );
  const text = fc.array(pieces, { maxLength: 12 }).map((each) => each.join(""));
  fc.assert(
    fc.property(text, (each) => {
      let sound = true;
      try {
        JSON.parse(each);
      } catch {
        sound = false;
      }
      let refused: string | undefined;
      try {
        parseJson(Buffer.from(each));
      } catch (thrown) {
        refused = String(thrown);
      }
      if (!sound) expect(refused).toMatch(/is not JSON|is given twice|half of a surrogate/);
      else if (refused) expect(refused).toMatch(/is given twice|half of a surrogate/);
    }),
    { numRuns: 2000 },
  );
});

test("reads a long string with many escapes, and many members, without trouble", () => {
  const text = JSON.stringify({ text: 'é\n\\"x'.repeat(100_000) });
  expect(toPlain(parseJson(Buffer.from(text)))).toEqual(JSON.parse(text));
  const wide = JSON.stringify(
    Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, i])),
  );
  expect(toPlain(parseJson(Buffer.from(wide)))).toEqual(JSON.parse(wide));
});

test("takes 32 levels and no more", () => {
  const nest = (levels: number) => Buffer.from(`${"[".repeat(levels)}${"]".repeat(levels)}`);
  expect(() => parseJson(nest(32))).not.toThrow();
  expect(() => parseJson(nest(33))).toThrow("must not be nested deeper than 32 levels");
});
