import type { JsonValue } from "@bufbuild/protobuf";
import { Code, type ConnectError } from "@connectrpc/connect";
import type { FastifyRequest } from "fastify";
import { HttpError, readError } from "../http/error-answer.ts";
import { type JsonNode, NumberToken } from "../json/json-node.ts";
import { parseJson } from "../json/parse-json.ts";
import { Refusal } from "../json/refusal.ts";

/** A body in a form that the Connect handlers take. */
type CheckedBody = JsonValue | AsyncIterable<Uint8Array> | undefined;

const unaryJson = /^application\/json *(?:;|$)/i;
const streamJson = /^application\/(?:connect|grpc-web|grpc)\+json *(?:;|$)/i;
const envelopeLength = 5;

/**
 * Reads a JSON body of the Connect surface as strictly as REST does, before the library parses
 * it; other bodies pass. What is wrong with it is raised when the library reads the body, so that
 * the error comes in the shape of the caller's protocol.
 *
 * @throws HttpError 413 for a body above the limit.
 */
export async function checkBody(request: FastifyRequest, maxBytes: number): Promise<CheckedBody> {
  const contentType = request.headers["content-type"] ?? "";
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const isUnary = unaryJson.test(contentType);
  if (!isUnary && !streamJson.test(contentType)) return undefined;
  const bytes = await readAll(request.raw, maxBytes);
  try {
    if (isUnary) return toJsonValue(parseJson(bytes));
    if (bytes.length >= envelopeLength) parseJson(bytes.subarray(envelopeLength));
    return iterate(bytes);
  } catch (thrown) {
    return fail(thrown instanceof Refusal ? readError(thrown) : thrown);
  }
}

/** Reads a whole stream into memory, up to a limit. */
async function readAll(stream: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/** Refuses a body above the limit. */
function tooLarge(maxBytes: number): ConnectError {
  return new HttpError(413, Code.ResourceExhausted, `body: is larger than ${maxBytes} bytes`);
}

/** Makes a body of bytes. */
async function* iterate(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Makes a body that cannot be read. */
async function* fail(problem: unknown): AsyncGenerator<Uint8Array> {
  yield await Promise.reject(problem);
}

/** Makes a plain JSON value; a number that binary floating point would change becomes text. */
function toJsonValue(node: JsonNode): JsonValue {
  if (node instanceof NumberToken) {
    const value = Number(node.text);
    return String(value) === node.text || Number.isSafeInteger(value) ? value : node.text;
  }
  if (node instanceof Map) {
    const members = [...(node as ReadonlyMap<string, JsonNode>)];
    return Object.fromEntries(members.map(([name, value]) => [name, toJsonValue(value)]));
  }
  return Array.isArray(node) ? node.map(toJsonValue) : (node as JsonValue);
}
