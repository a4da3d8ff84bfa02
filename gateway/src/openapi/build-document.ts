import type { DescService } from "@bufbuild/protobuf";
import type { Binding } from "../rest/binding.ts";
import { readComments } from "./comments.ts";
import type { Schema } from "./schema.ts";
import { SchemaWriter } from "./schema-writer.ts";
import { writeOperation } from "./write-operation.ts";
import { positionNames, writePath } from "./write-path.ts";

const about = `Catalogue, stock, sales and exact revenue of a shop that sells on several channels.

Amounts of money are JSON numbers with exactly their digits, and so are 64-bit ids: read them with \
a parser that keeps digits if you need more than 15 of them. Requests may give either as text too. \
Unknown fields and query parameters are refused by name. Every path takes a trailing slash.

What takes the parameter \`format\` is also answered as CSV, with the same values digit for digit. A \
field inside a field is the column \`field_subfield\`; what is absent is an empty cell. A row with a \
list inside, such as \`segments\`, becomes a line for each item, with columns \`segment_…\` after the \
row's own, which are repeated; without any such item these columns are absent. What stands beside \
the rows becomes headers such as \`x-backroom-as-of\`. Errors are JSON always.`;

const errorSchema = {
  type: "object",
  description: "What went wrong, in Connect's shape.",
  required: ["code", "message", "details"],
  properties: {
    code: { type: "string", description: "The Connect code, such as `invalid_argument`." },
    message: { type: "string", description: "What is wrong, naming the field and the rule." },
    details: {
      type: "array",
      description: "Messages that say more, in protobuf binary as base64.",
      items: {
        type: "object",
        required: ["type", "value"],
        properties: { type: { type: "string" }, value: { type: "string" }, debug: {} },
      },
    },
  },
};

/** Builds the OpenAPI 3.1 document of the REST surface from the contract and its comments. */
export function buildDocument(
  services: readonly DescService[],
  bindings: readonly Binding[],
): Schema {
  const writer = new SchemaWriter(readComments());
  const operations = bindings.map((binding) => ({
    binding,
    operation: writeOperation(binding, writer),
  }));
  const paths: Record<string, Record<string, Schema>> = {};
  for (const shape of Map.groupBy(operations, ({ binding }) => binding.path.shape).values()) {
    const names = positionNames(shape.map(({ operation }) => operation));
    const path = (shape[0]?.binding.path.shape ?? "").replaceAll(
      /:p([0-9]+)/g,
      (_, at) => `{${names[at]}}`,
    );
    const item: Record<string, Schema> = {};
    for (const [verb, group] of Map.groupBy(shape, ({ binding }) => binding.verb)) {
      item[verb.toLowerCase()] = writePath(
        group.map(({ operation }) => operation),
        names,
        writer,
      );
    }
    paths[path] = item;
  }
  return {
    openapi: "3.1.0",
    info: { title: "Backroom", version: "1", description: about },
    servers: [{ url: "/" }],
    security: [{ ApiKey: [] }, { Bearer: [] }],
    tags: services.map(({ name, typeName }) => ({ name, ...writer.describe(typeName) })),
    paths,
    components: {
      securitySchemes: {
        ApiKey: { type: "apiKey", in: "header", name: "X-API-Key" },
        Bearer: { type: "http", scheme: "bearer" },
      },
      schemas: { ...writer.components, Error: errorSchema },
    },
  };
}
