import { http } from "@backroom/proto/google/api/annotations_pb";
import type { HttpRule } from "@backroom/proto/google/api/http_pb";
import { HttpBodySchema } from "@backroom/proto/google/api/httpbody_pb";
import { csv } from "@backroom/proto/type/v1/csv_pb";
import { type DescField, type DescService, getOption, hasOption } from "@bufbuild/protobuf";
import { type CsvTable, compileTable } from "../csv/compile-table.ts";
import { isClientStream, listMethods, type RestMethod } from "../public-method.ts";
import { formatParameter } from "./asks-for-csv.ts";
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
  /** The answer as CSV, for who asks for it; undefined when there is no such form. */
  readonly csv: CsvTable | undefined;
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
    csv: readCsv(method, rule),
  };
}

/** Reads whether and how an rpc is also answered as CSV. */
function readCsv(method: RestMethod, rule: HttpRule): CsvTable | undefined {
  if (!hasOption(method, csv)) return undefined;
  if (method.methodKind !== "unary" || rule.pattern.case !== "get") {
    throw new Error(`${method}: only what GET answers at once can be CSV`);
  }
  const taken = method.input.fields.find(({ name }) => name === formatParameter.name);
  if (taken) throw new Error(`${taken}: the query's ${taken.name} chooses the form of the answer`);
  return compileTable(method.output, getOption(method, csv).rows);
}
