import type { IncomingMessage } from "node:http";
import { ClickHouseError } from "./clickhouse-error.ts";
import { openBody, type RequestBody, readAll } from "./request-body.ts";

/** The parameters of a request and its body. */
export interface RequestParameters {
  parameters: URLSearchParams;
  body: RequestBody;
}

/**
 * Reads the parameters from the URL and, when the body is a form (which clients use for long parameters),
 * from the form too; a form's fields are parameters, and such a request has no other body.
 */
export async function readParameters(
  request: IncomingMessage,
  url: URLSearchParams,
  maxQueryBytes: number,
): Promise<RequestParameters> {
  const body = await openBody(request, maxQueryBytes + 1);
  const contentType = request.headers["content-type"] ?? "";
  if (!contentType.startsWith("multipart/form-data")) return { parameters: url, body };
  const chunks: Buffer[] = [];
  for await (const chunk of readAll(body.head, body.rest, 16 * maxQueryBytes)) chunks.push(chunk);
  const parameters = new URLSearchParams(url);
  try {
    const form = await new Response(Buffer.concat(chunks), {
      headers: { "content-type": contentType },
    }).formData();
    for (const [name, value] of form) if (typeof value === "string") parameters.set(name, value);
  } catch (cause) {
    throw new ClickHouseError(36, "BAD_ARGUMENTS", `Cannot read the form in the body: ${cause}`);
  }
  return { parameters, body: { head: Buffer.alloc(0), isComplete: true, rest: body.rest } };
}
