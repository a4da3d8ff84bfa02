import { create, type Message } from "@bufbuild/protobuf";
import type { FastifyRequest } from "fastify";
import { compileDecoder } from "../codec/compile-decoder.ts";
import { compileQueryDecoder } from "../codec/compile-query-decoder.ts";
import { unknownName } from "../codec/unknown-name.ts";
import { parseJson } from "../json/parse-json.ts";
import { placed, Refusal } from "../json/refusal.ts";
import { checkFormat, formatParameter } from "./asks-for-csv.ts";
import type { Binding } from "./binding.ts";
import { compileHeaderReader } from "./idempotency-key.ts";
import { parseQuery } from "./parse-query.ts";

/** Makes the rpc's request of an HTTP request. Throws Refusal naming the field and the rule. */
export type ReadRequest = (request: FastifyRequest) => Message;

/** Compiles the reading of the requests of one binding. */
export function compileReadRequest(binding: Binding): ReadRequest {
  const { method, path } = binding;
  const inPath = new Set(path.fields.map(({ field }) => field.name));
  const readHeader = compileHeaderReader(method.input);
  const decodeBody = compileDecoder(method.input, inPath);
  const decodeQuery = compileQueryDecoder(
    method.input,
    inPath,
    new Map(binding.csv && [[formatParameter.name, checkFormat]]),
  );

  /** Reads the body of a request whose fields stand in it. */
  function readBody(request: FastifyRequest): Message {
    const bytes = request.body as Uint8Array | undefined;
    return bytes?.length ? decodeBody(parseJson(bytes)) : create(method.input);
  }

  /** Refuses query parameters, telling those that belong elsewhere from those that do not exist. */
  function refuseQuery([first]: ReturnType<typeof parseQuery>): void {
    if (!first) return;
    const [name] = first;
    if (inPath.has(name)) throw new Refusal("is given by the path already", name);
    const inBody = method.input.fields.some((field) => field.name === name);
    if (inBody) throw new Refusal("must be given in the body, not in the query", name);
    throw unknownName("query parameter", name, []);
  }

  return (request) => {
    if (!binding.hasBody && hasBody(request)) {
      throw new Refusal(`must be absent: ${binding.verb} ${path.text} takes none`, "body");
    }
    const message = binding.hasBody ? readBody(request) : create(method.input);
    const parameters = parseQuery(request.raw.url ?? "");
    if (binding.hasBody) refuseQuery(parameters);
    else decodeQuery(message, parameters);
    const texts = request.params as Readonly<Record<string, string>>;
    path.fields.forEach(({ field, reader, set }, index) => {
      try {
        set(message, reader.text(texts[`p${index}`] ?? ""));
      } catch (thrown) {
        throw placed(thrown, field.name);
      }
    });
    readHeader?.(message, request.headers["idempotency-key"]);
    return message;
  };
}

/** Whether a body comes with a request, parsed or not. */
function hasBody(request: FastifyRequest): boolean {
  const length = request.headers["content-length"];
  return (length !== undefined && length !== "0") || "transfer-encoding" in request.headers;
}
