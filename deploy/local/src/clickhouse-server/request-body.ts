import type { IncomingMessage } from "node:http";
import { pipeline, type Readable } from "node:stream";
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
} from "node:zlib";
import { ClickHouseError } from "./clickhouse-error.ts";

/** The beginning of a body in memory, and what follows as a stream. */
export interface RequestBody {
  head: Buffer;
  /** Whether `head` is all there is. */
  isComplete: boolean;
  /** The rest, in pieces. */
  rest: AsyncIterator<Buffer>;
}

/** Opens the body of a request, decompressed, and reads its first `headBytes` or more, or all of it. */
export async function openBody(request: IncomingMessage, headBytes: number): Promise<RequestBody> {
  const rest = decompress(request)[Symbol.asyncIterator]();
  const chunks: Buffer[] = [];
  let size = 0;
  while (size < headBytes) {
    const { value, done } = await next(rest);
    if (done) return { head: Buffer.concat(chunks), isComplete: true, rest };
    chunks.push(value);
    size += value.length;
  }
  return { head: Buffer.concat(chunks), isComplete: false, rest };
}

/** Goes through a head and the rest of a body; more than `maxBytes` altogether is an error. */
export async function* readAll(
  head: Buffer,
  rest: AsyncIterator<Buffer>,
  maxBytes: number,
): AsyncGenerator<Buffer> {
  let size = head.length;
  if (head.length > 0) yield head;
  while (true) {
    const { value, done } = await next(rest);
    if (done) return;
    size += value.length;
    if (size > maxBytes) {
      const message = `The body is larger than ${maxBytes} bytes: send the rows in several INSERTs`;
      throw new ClickHouseError(307, "TOO_MANY_BYTES", message, 413);
    }
    yield value;
  }
}

async function next(chunks: AsyncIterator<Buffer>): Promise<IteratorResult<Buffer>> {
  try {
    return await chunks.next();
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    if (!/^(Z_|ERR__?(ZLIB|ZSTD|BROTLI)|ZSTD_)/.test(code)) throw error;
    throw new ClickHouseError(
      354,
      "ZLIB_INFLATE_FAILED",
      `Cannot decompress the body: ${message}`,
      400,
    );
  }
}

function decompress(request: IncomingMessage): Readable {
  const encoding = request.headers["content-encoding"]?.trim().toLowerCase();
  if (!encoding || encoding === "identity") return request;
  const decoder = createDecoder(encoding);
  pipeline(request, decoder, () => {}); // A failure reaches the reader of the decoder.
  return decoder;
}

function createDecoder(encoding: string) {
  switch (encoding) {
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      return createInflate();
    case "br":
      return createBrotliDecompress();
    case "zstd":
      return createZstdDecompress();
    default:
      throw new ClickHouseError(
        48,
        "NOT_IMPLEMENTED",
        `Unknown Content-Encoding: ${encoding}`,
        415,
      );
  }
}
