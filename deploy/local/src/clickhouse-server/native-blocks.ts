import { ClickHouseError } from "./clickhouse-error.ts";
import { type Layout, readLayout } from "./native-type.ts";

/** From this version of the protocol on, a column says how it is serialized. */
const customSerializationVersion = 54454;

/** What comes before a block since there are versions: it is no overflow, of no bucket. */
const blockInfo = Buffer.from([1, 0, 2, 0xff, 0xff, 0xff, 0xff, 0]);

/** Set among the flags of a dictionary that is not in the block. */
const sharedDictionary = 1 << 8;

/** Thrown inside when a block has not arrived as a whole. */
const incomplete = new Error("the block is incomplete");

/**
 * Turns the format Native as files have it into that of a version of the protocol, which clients such
 * as Go's ask for by `client_protocol_version`: there a block begins with a head, and each column
 * says that it is serialized in the usual way.
 */
export class NativeBlocks {
  readonly #version: number;
  readonly #layouts = new Map<string, Layout>();
  readonly #pieces: Buffer[] = [];
  #pieceBytes = 0;
  #data = Buffer.alloc(0);
  #at = 0;
  #tryAtBytes = 0;

  constructor(version: number) {
    this.#version = version;
  }

  /** Takes the next piece, and answers the blocks that are whole by now. */
  push(piece: Buffer): Buffer {
    this.#pieces.push(piece);
    this.#pieceBytes += piece.length;
    // A block is put together and looked at each time that it has doubled, so that a large one costs no more.
    const isDue = this.#data.length + this.#pieceBytes >= this.#tryAtBytes;
    return isDue ? this.#take() : Buffer.alloc(0);
  }

  /** Answers what is left once all pieces have come. */
  end(): Buffer {
    const blocks = this.#take();
    if (this.#data.length === 0) return blocks;
    throw new ClickHouseError(33, "CANNOT_READ_ALL_DATA", "The last block is not whole");
  }

  #take(): Buffer {
    this.#data = Buffer.concat([this.#data, ...this.#pieces.splice(0)]);
    this.#pieceBytes = 0;
    const blocks: Buffer[] = [];
    let start = 0;
    try {
      while (start < this.#data.length) {
        this.#at = start;
        const block = this.#readBlock();
        blocks.push(...block);
        start = this.#at;
      }
      this.#tryAtBytes = 0;
    } catch (error) {
      if (error !== incomplete) throw error;
      this.#tryAtBytes = 2 * (this.#data.length - start);
    }
    this.#data = this.#data.subarray(start);
    return Buffer.concat(blocks);
  }

  /** Reads one block, and answers its parts with what is added to them. */
  #readBlock(): Buffer[] {
    const parts = [blockInfo];
    let from = this.#at;
    const columns = this.#readNumber();
    const rows = this.#readNumber();
    for (let column = 0; column < columns; column++) {
      this.#skip(this.#readNumber()); // Its name.
      const typeBytes = this.#readNumber();
      const type = this.#data.toString("utf8", this.#at, this.#skip(typeBytes));
      if (this.#version >= customSerializationVersion) {
        parts.push(this.#data.subarray(from, this.#at), Buffer.from([0]));
        from = this.#at;
      }
      const layout = this.#layoutOf(type);
      if (rows > 0) this.#skip(8 * countDictionaries(layout)); // Their versions.
      this.#skipValues(layout, rows);
    }
    parts.push(this.#data.subarray(from, this.#at));
    return parts;
  }

  #layoutOf(type: string): Layout {
    const known = this.#layouts.get(type) ?? readLayout(type);
    this.#layouts.set(type, known);
    return known;
  }

  #skipValues(layout: Layout, rows: number): void {
    if (rows === 0) return;
    switch (layout.kind) {
      case "fixed":
        this.#skip(rows * layout.bytes);
        break;
      case "string":
        for (let row = 0; row < rows; row++) this.#skip(this.#readNumber());
        break;
      case "nullable":
        this.#skip(rows);
        this.#skipValues(layout.inner, rows);
        break;
      case "array": {
        this.#skip((rows - 1) * 8); // Where each array ends; the last one tells the number of items.
        this.#skipValues(layout.inner, this.#readWord());
        break;
      }
      case "dictionary":
        this.#skipDictionary(layout.inner, rows);
        break;
      case "tuple":
        for (const item of layout.items) this.#skipValues(item, rows);
    }
  }

  /** Skips the different values of a column, and which of them each row has. */
  #skipDictionary(keys: Layout, rows: number): void {
    const flags = this.#readWord();
    if (flags & sharedDictionary) throw new Error("a block has the dictionary of another");
    this.#skipValues(keys, this.#readWord());
    this.#readWord(); // The rows once more.
    this.#skip(rows * 2 ** (flags & 255));
  }

  /** Reads a number of 8 bytes. */
  #readWord(): number {
    return Number(this.#data.readBigUInt64LE(this.#skip(8) - 8));
  }

  /** Goes on by so many bytes, and answers where it is then. */
  #skip(bytes: number): number {
    this.#at += bytes;
    if (this.#at > this.#data.length) throw incomplete;
    return this.#at;
  }

  /** Reads a number in groups of seven bits, the lowest first. */
  #readNumber(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#data[this.#at];
      if (byte === undefined) throw incomplete;
      this.#at++;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }
}

function countDictionaries(layout: Layout): number {
  switch (layout.kind) {
    case "dictionary":
      return 1;
    case "nullable":
    case "array":
      return countDictionaries(layout.inner);
    case "tuple":
      return layout.items.reduce((count, item) => count + countDictionaries(item), 0);
    default:
      return 0;
  }
}
