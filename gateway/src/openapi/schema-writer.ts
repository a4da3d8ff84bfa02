import { type DescEnum, type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence, TimestampSchema } from "@bufbuild/protobuf/wkt";
import type { FieldRules } from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { givableValues, shortName } from "../codec/enum-names.ts";
import { isDecimal } from "../codec/field-reader.ts";
import type { Comments } from "./comments.ts";
import { isRequired, readOneofRules, readRules, writeRules } from "./field-rules.ts";
import type { Schema } from "./schema.ts";

/** Whether a schema describes what is sent to us or what we answer. */
export type Side = "request" | "response";

const integers = new Map<ScalarType, string>([
  [ScalarType.INT32, "int32"],
  [ScalarType.INT64, "int64"],
  [ScalarType.UINT32, "int32"],
  [ScalarType.UINT64, "int64"],
]);

/** Writes JSON Schemas of messages and fields, and gathers those that others refer to. */
export class SchemaWriter {
  readonly #comments: Comments;
  readonly #components = new Map<string, Schema>();

  constructor(comments: Comments) {
    this.#comments = comments;
  }

  /** The schemas that others refer to, by name. */
  get components(): Schema {
    return Object.fromEntries([...this.#components].toSorted(([a], [b]) => a.localeCompare(b)));
  }

  /** Refers to the schema of a message, writing it when it is new. */
  refer(desc: DescMessage, side: Side): Schema {
    const name =
      side === "request" && !desc.name.endsWith("Request") ? `${desc.name}Input` : desc.name;
    if (!this.#components.has(name)) {
      this.#components.set(name, {});
      this.#components.set(name, this.writeMessage(desc, side));
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  /** Writes the schema of a message, leaving out the fields that the path gives. */
  writeMessage(desc: DescMessage, side: Side, inPath: ReadonlySet<string> = new Set()): Schema {
    const fields = desc.fields.filter((field) => !inPath.has(field.name));
    const always = fields.filter((field) =>
      side === "request" ? isRequired(field) : !isInOneof(field),
    );
    const oneofs = side === "request" ? readOneofRules(desc) : [];
    const choices = oneofs.filter((rule) => !rule.fields.some((name) => inPath.has(name)));
    return {
      type: "object",
      ...this.describe(desc.typeName),
      properties: Object.fromEntries(
        fields.map((field) => [field.name, this.writeField(field, side)]),
      ),
      ...(always.length > 0 && { required: always.map((field) => field.name) }),
      ...(choices.length > 0 && { allOf: choices.map(writeChoice) }),
      ...(side === "request" && { additionalProperties: false }),
    };
  }

  /** Writes the schema of a field's value. */
  writeField(field: DescField, side: Side): Schema {
    const rules = readRules(field);
    const about = this.describe(`${field.parent.typeName}.${field.name}`);
    if (field.fieldKind !== "list") {
      const value = this.#writeItem(field, side, rules);
      const isNullable =
        side === "response" &&
        !isInOneof(field) &&
        field.presence !== FeatureSet_FieldPresence.IMPLICIT;
      return { ...(isNullable ? allowNull(value) : value), ...about };
    }
    const itemRules = rules?.type.case === "repeated" ? rules.type.value.items : undefined;
    const items = this.#writeItem(field, side, itemRules);
    return { type: "array", items, ...writeRules(rules), ...about };
  }

  /** The description of something by its full name, from its comment. */
  describe(name: string): Schema {
    const description = this.#comments.get(name);
    return description ? { description } : {};
  }

  /** Writes the schema of one value. */
  #writeItem(field: DescField, side: Side, rules: FieldRules | undefined): Schema {
    if (field.message?.typeName === TimestampSchema.typeName)
      return { type: "string", format: "date-time" };
    if (field.message) return this.refer(field.message, side);
    if (field.enum) return writeEnum(field, field.enum, side);
    if (isDecimal(field)) {
      return side === "request"
        ? { type: ["number", "string"], ...writeRules(rules) }
        : { type: "number" };
    }
    const format = field.scalar === undefined ? undefined : integers.get(field.scalar);
    if (format) return { type: "integer", format, ...writeRules(rules) };
    if (field.scalar === ScalarType.BOOL) return { type: "boolean" };
    return { type: "string", ...writeRules(rules) };
  }
}

/** Whether a field is one of several that exclude each other in the message itself. */
function isInOneof(field: DescField): boolean {
  return field.fieldKind !== "list" && field.fieldKind !== "map" && field.oneof !== undefined;
}

/** Writes the names of an enum's values, leaving out those that a request may not give. */
function writeEnum(field: DescField, desc: DescEnum, side: Side): Schema {
  const values = side === "request" ? givableValues(field, desc) : desc.values;
  return { type: "string", enum: values.map((value) => shortName(desc, value)) };
}

/** Writes that of some fields exactly one, or one at most, is given. */
function writeChoice({ fields, required }: { fields: string[]; required: boolean }): Schema {
  const each = fields.map((name) => ({ required: [name] }));
  return required ? { oneOf: each } : { not: { required: fields } };
}

/** Lets a value be null. */
function allowNull(schema: Schema): Schema {
  if ("$ref" in schema) return { anyOf: [schema, { type: "null" }] };
  if ("enum" in schema)
    return { ...schema, type: ["string", "null"], enum: [...(schema.enum as string[]), null] };
  return { ...schema, type: [schema.type, "null"] };
}
