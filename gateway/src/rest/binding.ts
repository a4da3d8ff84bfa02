import { http } from "@backroom/proto/google/api/annotations_pb";
import type { HttpRule } from "@backroom/proto/google/api/http_pb";
import { HttpBodySchema } from "@backroom/proto/google/api/httpbody_pb";
import { type DescField, type DescService, getOption, hasOption } from "@bufbuild/protobuf";
import { isClientStream, listMethods, type RestMethod } from "../public-method.ts";
import { type PathTemplate, parsePathTemplate } from "./path-template.ts";

/** One way to call an rpc over REST. */
export interface Binding {
  readonly method: RestMethod;
  /** `GET`, `POST`, `PUT`, `PATCH` or `DELETE`. */
  readonly verb: string;
  readonly path: PathTemplate;
  /** Whether the body gives every field that the path does not; else the query does. */
  readonly hasBody: boolean;
  /** The field that is the whole answer; undefined when the answer is the message. */
  readonly responseField: DescField | undefined;
  /** Whether the answer is a raw file, sent in pieces. */
  readonly isRaw: boolean;
}

/** Reads every google.api.http rule of the services; rpcs that take a stream have none. */
export function listBindings(services: readonly DescService[]): readonly Binding[] {
  return services.flatMap((service) =>
    listMethods(service).flatMap((method) => {
      if (isClientStream(method)) return [];
      if (!hasOption(method, http)) throw new Error(`${method} has no google.api.http rule`);
      const rule = getOption(method, http);
      return [rule, ...rule.additionalBindings].map((each) => readRule(method, each));
    }),
  );
}

/** Reads one rule. */
function readRule(method: RestMethod, rule: HttpRule): Binding {
  const { case: verb, value: path } = rule.pattern;
  if (verb === undefined || verb === "custom") throw new Error(`${method} has an unknown verb`);
  if (rule.body !== "" && rule.body !== "*") throw new Error(`${method}: the body must be "*"`);
  const responseField = method.output.fields.find((field) => field.name === rule.responseBody);
  if (rule.responseBody && !responseField) {
    throw new Error(`${method}: there is no field ${rule.responseBody}`);
  }
  return {
    method,
    verb: verb.toUpperCase(),
    path: parsePathTemplate(path, method.input),
    hasBody: rule.body === "*",
    responseField,
    isRaw: responseField?.message?.typeName === HttpBodySchema.typeName,
  };
}
