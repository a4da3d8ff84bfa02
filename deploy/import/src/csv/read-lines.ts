/** One physical line of a file, without its line end. */
export interface Line {
  /** Counted from 1. */
  readonly number: number;
  /** The bytes; undefined when the line was longer than the limit and was passed over. */
  readonly bytes: Uint8Array | undefined;
  /** How many bytes of the file have been read up to the end of this line. */
  readonly position: number;
}

/** No honest row is longer, in bytes; what is longer must not fill the memory. */
export const maxLineBytes = 1_000_000;

/** Splits a stream of bytes at LF or CRLF, holding no more than one line in memory. */
export async function* readLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  let number = 0;
  let position = 0;

  /** Ends the line that is being gathered. */
  function finish(last: Uint8Array): Line {
    const whole = pending.length > 0 ? join([...pending, last]) : last;
    const isTooLong = pendingBytes + last.length > maxLineBytes;
    pending = [];
    pendingBytes = 0;
    number += 1;
    const bytes = whole.at(-1) === 0x0d ? whole.subarray(0, -1) : whole;
    return { number, bytes: isTooLong ? undefined : bytes, position };
  }

  for await (const buffer of source) {
    let start = 0;
    for (let end = buffer.indexOf(10); end >= 0; end = buffer.indexOf(10, start)) {
      position += end + 1 - start;
      yield finish(buffer.subarray(start, end));
      start = end + 1;
    }
    const rest = buffer.subarray(start);
    position += rest.length;
    pendingBytes += rest.length;
    if (rest.length > 0 && pendingBytes <= maxLineBytes) pending.push(rest);
  }
  if (pendingBytes > 0) yield finish(new Uint8Array());
}

/** Puts pieces of bytes together. */
function join(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
