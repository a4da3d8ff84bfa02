import { type DescMessage, fromBinary, type JsonValue } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import type { FastifyRequest } from "fastify";
import { HttpError, readError } from "../http/error-answer.ts";
import { parseJson } from "../json/parse-json.ts";
import { Refusal } from "../json/refusal.ts";
import { unaryType } from "./check-head.ts";
import { toJsonValue } from "./to-json-value.ts";

/** A body in a form that the Connect handlers take. */
type CheckedBody = JsonValue | AsyncIterable<Uint8Array>;

/** The content types whose messages are JSON. */
export const jsonType = /^application\/(?:[\w-]+\+)?json *(?:;|$)/i;
const envelopeBytes = 5;

/**
 * Reads the body of a call on the Connect surface as strictly as REST does, before the library
 * parses it. What is wrong with it is raised when the library reads the body, so that the error
 * comes in the shape of the caller's protocol, with INVALID_ARGUMENT.
 *
 * @throws HttpError 413 for a body above the limit.
 */
export async function checkBody(
  request: FastifyRequest,
  input: DescMessage,
  maxBytes: number,
): Promise<CheckedBody> {
  const type = request.headers["content-type"] ?? "";
  const bytes = await readAll(request, maxBytes);
  try {
    const content = unaryType.test(type) ? bytes : openEnvelope(bytes);
    if (!jsonType.test(type)) checkBinary(content, input);
    else if (content === bytes) return toJsonValue(parseJson(bytes));
    else parseJson(content);
    return iterate(bytes);
  } catch (thrown) {
    return fail(thrown instanceof Refusal ? readError(thrown) : thrown);
  }
}

/** Reads a whole body into memory, up to a limit. */
async function readAll({ raw }: FastifyRequest, maxBytes: number): Promise<Buffer> {
  const tooLarge = new HttpError(413, Code.ResourceExhausted, "body: is too large");
  if (Number(raw.headers["content-length"] ?? 0) > maxBytes) throw tooLarge;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/** Takes the one message out of the envelope that streams and gRPC-web have around it. */
function openEnvelope(bytes: Buffer): Buffer {
  const isWhole =
    bytes.length >= envelopeBytes && bytes.readUInt32BE(1) === bytes.length - envelopeBytes;
  if (!isWhole) throw new Refusal("must be one message in an envelope", "body");
  if (bytes[0] !== 0) throw new Refusal("must not be compressed", "body");
  return bytes.subarray(envelopeBytes);
}

/** Checks that bytes are a message. */
function checkBinary(bytes: Uint8Array, input: DescMessage): void {
  try {
    fromBinary(input, bytes);
  } catch {
    throw new Refusal(`is not a ${input.typeName} in protobuf's binary form`, "body");
  }
}

/** Makes a body of bytes. */
async function* iterate(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Makes a body that cannot be read. */
async function* fail(problem: unknown): AsyncGenerator<Uint8Array> {
  yield await Promise.reject(ConnectError.from(problem));
}
