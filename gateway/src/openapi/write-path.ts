import type { DescField } from "@bufbuild/protobuf";
import type { Schema } from "./schema.ts";
import type { SchemaWriter } from "./schema-writer.ts";
import type { Operation } from "./write-operation.ts";

/** The statuses that the codes named in an rpc's comment come with. */
const statuses: Readonly<Record<string, string>> = {
  NOT_FOUND: "404",
  ALREADY_EXISTS: "409",
  ABORTED: "409",
  UNAVAILABLE: "503",
};

const error = {
  content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
};

/**
 * Writes the operations that share a verb and a path shape as the one operation that OpenAPI has
 * room for: `/inventory/{product_id}` and `/inventory/{inventory_id}` differ by what stands there.
 */
export function writePath(
  group: readonly Operation[],
  names: readonly string[],
  writer: SchemaWriter,
): Schema {
  const parameters = new Map(
    group.flatMap((each) => each.parameters).map((each) => [each.name, each]),
  );
  const bodies = group.map(({ body }) => body).filter((body) => body !== undefined);
  const tables = group.map(({ csv }) => csv).filter((csv) => csv !== undefined);
  const [first] = group;
  return {
    operationId: [...new Set(group.map(({ id }) => id))].join("Or"),
    tags: [...new Set(group.map(({ tag }) => tag))],
    summary: summarize(group),
    description: [...new Set(group.map(({ description }) => description))].join("\n\n"),
    parameters: [...pathParameters(group, names, writer), ...parameters.values()],
    ...(bodies.length > 0 && {
      requestBody: { content: { "application/json": { schema: either(bodies) } } },
    }),
    responses: {
      "200": {
        description: "The answer.",
        ...(Object.keys(first?.headers ?? {}).length > 0 && { headers: first?.headers }),
        content: {
          [first?.answer.type ?? ""]: { schema: either(group.map(({ answer }) => answer.schema)) },
          ...(tables.length > 0 && { "text/csv": { schema: either(tables) } }),
        },
      },
      ...writeErrors(group),
    },
  };
}

/** The names of what stands in each position of a path, such as `inventory_id_or_product_id`. */
export function positionNames(group: readonly Operation[]): readonly string[] {
  const fields = group[0]?.pathFields ?? [];
  return fields.map((_, index) =>
    [...new Set(group.map(({ pathFields }) => pathFields[index]?.name ?? ""))].sort().join("_or_"),
  );
}

/** Writes the parameters of the path. */
function pathParameters(
  group: readonly Operation[],
  names: readonly string[],
  writer: SchemaWriter,
): readonly Schema[] {
  return names.map((name, index) => {
    const fields = new Map<string, DescField>();
    for (const { pathFields } of group) {
      const field = pathFields[index];
      if (field) fields.set(field.name, field);
    }
    const schemas = [...fields.values()].map((field) => writer.writeField(field, "request"));
    const description = schemas.map((schema) => schema.description).join(" Or: ");
    const bare = schemas.map(({ description: _, ...schema }) => schema);
    return { name, in: "path", required: true, description, schema: either(bare) };
  });
}

/** The first sentences of the rpcs' comments, without the rpcs' names. */
function summarize(group: readonly Operation[]): string {
  const sentences = group.map(({ id, description }) => {
    const sentence = (description.split(/\.(?:\s|$)/, 1)[0] ?? "").replace(`${id} `, "");
    return sentence.charAt(0).toUpperCase() + sentence.slice(1);
  });
  return [...new Set(sentences)].join("; or: ");
}

/** Writes the errors that can be answered. */
function writeErrors(group: readonly Operation[]): Schema {
  const text = group.map(({ description }) => description).join(" ");
  const named = Object.entries(statuses).filter(([code]) => text.includes(code));
  const byStatus = Map.groupBy(named, ([, status]) => status);
  return {
    "400": {
      description:
        "INVALID_ARGUMENT or FAILED_PRECONDITION: the message names the field and the rule.",
      ...error,
    },
    "401": { description: "UNAUTHENTICATED: there is no API key, or a wrong one.", ...error },
    ...Object.fromEntries(
      [...byStatus].map(([status, codes]) => [
        status,
        { description: `${codes.map(([code]) => code).join(" or ")}.`, ...error },
      ]),
    ),
    default: { description: "Any other error, in the same shape.", ...error },
  };
}

/** Writes that one of some schemas holds. */
function either(schemas: readonly Schema[]): Schema {
  const different = new Map(schemas.map((schema) => [JSON.stringify(schema), schema]));
  const [only] = different.values();
  return different.size === 1 && only ? only : { anyOf: [...different.values()] };
}
