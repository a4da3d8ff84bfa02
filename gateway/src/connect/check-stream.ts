import { Code, ConnectError } from "@connectrpc/connect";
import type { FastifyRequest } from "fastify";
import { readError } from "../http/error-answer.ts";
import { parseJson } from "../json/parse-json.ts";
import { Refusal } from "../json/refusal.ts";
import { jsonType } from "./check-body.ts";

const envelopeBytes = 5;

/**
 * Passes the messages of a stream on, each in its envelope, reading no more of the body than is
 * asked for. A message is held to the limit of a body and, as JSON, is read as strictly; the body as
 * a whole may be of any length.
 */
export async function* checkStream(
  { raw, headers }: FastifyRequest,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  const isJson = jsonType.test(headers["content-type"] ?? "");
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let length = measure(rest, maxBytes); length <= rest.length; ) {
      const envelope = rest.subarray(0, length);
      if (isJson) checkJson(envelope.subarray(envelopeBytes));
      yield envelope;
      rest = rest.subarray(length);
      length = measure(rest, maxBytes);
    }
  }
  if (rest.length > 0) throw refuse("ends within a message");
}

/** The length of the first envelope; beyond all lengths when not even its head is there. */
function measure(bytes: Buffer, maxBytes: number): number {
  if (bytes.length < envelopeBytes) return Number.POSITIVE_INFINITY;
  if (bytes[0] !== 0) throw refuse("must be messages in envelopes, not compressed");
  const length = bytes.readUInt32BE(1);
  if (length <= maxBytes) return envelopeBytes + length;
  throw new ConnectError("body: a message is too large", Code.ResourceExhausted);
}

/** Checks that a message is sound JSON. */
function checkJson(bytes: Uint8Array): void {
  try {
    parseJson(bytes);
  } catch (thrown) {
    throw thrown instanceof Refusal ? readError(thrown) : thrown;
  }
}

/** Refuses the body. */
function refuse(rule: string): ConnectError {
  return readError(new Refusal(rule, "body"));
}
