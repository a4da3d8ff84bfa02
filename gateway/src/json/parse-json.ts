import { isUtf8 } from "node:buffer";
import { type JsonNode, NumberToken } from "./json-node.ts";
import { Refusal } from "./refusal.ts";

const maxDepth = 32;

const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const quote = 34;
const backslash = 92;

const blank = /[ \t\n\r]*/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * Parses JSON strictly: UTF-8 only, whole Unicode characters, no duplicate names in an object, at
 * most 32 levels, and numbers kept digit by digit.
 *
 * @throws Refusal naming the place and the rule.
 */
export function parseJson(bytes: Uint8Array): JsonNode {
  if (!isUtf8(bytes)) throw new Refusal("is not valid UTF-8", "body");
  const reader = new JsonReader(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(),
  );
  return reader.readDocument();
}

/** Reads one JSON text from its beginning to its end. */
class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readDocument(): JsonNode {
    this.#skipBlank();
    const node = this.#readValue(1);
    this.#skipBlank();
    if (this.#at < this.#text.length) throw this.#unexpected();
    return node;
  }

  #readValue(depth: number): JsonNode {
    const character = this.#text[this.#at];
    switch (character) {
      case "{":
        return this.#readObject(depth);
      case "[":
        return this.#readList(depth);
      case '"':
        return this.#readString();
      case "t":
        return this.#readWord("true", true);
      case "f":
        return this.#readWord("false", false);
      case "n":
        return this.#readWord("null", null);
      default:
        return this.#readNumber();
    }
  }

  #readObject(depth: number): JsonNode {
    this.#enter(depth);
    const members = new Map<string, JsonNode>();
    if (this.#take("}")) return members;
    for (;;) {
      if (this.#text[this.#at] !== '"') throw this.#unexpected();
      const name = this.#readString();
      if (members.has(name)) throw new Refusal("is given twice", name);
      this.#skipBlank();
      if (!this.#take(":")) throw this.#unexpected();
      try {
        members.set(name, this.#readValue(depth + 1));
      } catch (thrown) {
        throw inside(thrown, name);
      }
      this.#skipBlank();
      if (this.#take("}")) return members;
      if (!this.#take(",")) throw this.#unexpected();
    }
  }

  #readList(depth: number): JsonNode {
    this.#enter(depth);
    const items: JsonNode[] = [];
    if (this.#take("]")) return items;
    for (;;) {
      try {
        items.push(this.#readValue(depth + 1));
      } catch (thrown) {
        throw inside(thrown, items.length);
      }
      this.#skipBlank();
      if (this.#take("]")) return items;
      if (!this.#take(",")) throw this.#unexpected();
    }
  }

  #readString(): string {
    const start = this.#at;
    let isPlain = true;
    for (this.#at += 1; ; ) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === quote) break;
      if (code === backslash) {
        isPlain = false;
        escapeSequence.lastIndex = this.#at;
        if (!escapeSequence.test(this.#text)) throw this.#unexpected();
        this.#at = escapeSequence.lastIndex;
      } else if (code >= 32) this.#at += 1;
      else throw this.#unexpected();
    }
    this.#at += 1;
    if (isPlain) return this.#text.slice(start + 1, this.#at - 1);
    const text: string = JSON.parse(this.#text.slice(start, this.#at));
    if (!text.isWellFormed()) throw new Refusal("must not contain half of a surrogate pair");
    return text;
  }

  #readNumber(): NumberToken {
    number.lastIndex = this.#at;
    if (!number.test(this.#text)) throw this.#unexpected();
    const token = new NumberToken(this.#text.slice(this.#at, number.lastIndex));
    this.#at = number.lastIndex;
    return token;
  }

  #readWord<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw this.#unexpected();
    this.#at += word.length;
    return value;
  }

  /** Steps over the opening bracket of a list or object at this level. */
  #enter(depth: number): void {
    if (depth > maxDepth) throw new DepthRefusal();
    this.#at += 1;
    this.#skipBlank();
  }

  /** Steps over one character and what is blank after it, if it is the expected one. */
  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    this.#skipBlank();
    return true;
  }

  #skipBlank(): void {
    if (this.#text.charCodeAt(this.#at) > 32) return;
    blank.lastIndex = this.#at;
    blank.test(this.#text);
    this.#at = blank.lastIndex;
  }

  #unexpected(): Refusal {
    const found = this.#text[this.#at];
    const what = found === undefined ? "it ends too early" : `unexpected ${JSON.stringify(found)}`;
    return new SyntaxRefusal(`is not JSON: ${what} at character ${this.#at + 1}`, "body");
  }
}

/** A refusal of the text as such: where it happened is a position, not a field. */
class SyntaxRefusal extends Refusal {}

/** Too many levels: the path to them would say nothing. */
class DepthRefusal extends SyntaxRefusal {
  constructor() {
    super(`must not be nested deeper than ${maxDepth} levels`, "body");
  }
}

/** Adds the place to a refusal of a field, and leaves a refusal of the text alone. */
function inside(thrown: unknown, segment: string | number): unknown {
  if (thrown instanceof SyntaxRefusal || !(thrown instanceof Refusal)) return thrown;
  return thrown.under(segment);
}
