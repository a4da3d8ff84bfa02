/** Reads the parts of ClickHouse's binary formats one after the other. */
export class ByteReader {
  readonly data: Buffer;
  #at = 0;

  constructor(data: Buffer) {
    this.data = data;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.data.length;
  }

  /** The next bytes. */
  take(bytes: number): Buffer {
    const end = this.#at + bytes;
    if (end > this.data.length) throw new Error("unexpected end");
    const taken = this.data.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  /** A number in groups of seven bits, the lowest first. */
  number(): number {
    const byte = this.take(1)[0] ?? 0;
    return byte < 128 ? byte : (byte & 127) + 128 * this.number();
  }

  text(): string {
    return this.take(this.number()).toString();
  }
}
