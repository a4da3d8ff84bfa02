import { create, type DescField, type DescMessage, type Message } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import { type JsonNode, kindOf } from "../json/json-node.ts";
import { placed, Refusal } from "../json/refusal.ts";
import { makeFieldReader } from "./field-reader.ts";
import { readString } from "./read-string.ts";
import { readTimestamp } from "./read-timestamp.ts";
import { setField } from "./set-field.ts";
import { unknownName } from "./unknown-name.ts";

/** Makes a message of a JSON value. Throws Refusal naming the field and the rule. */
export type Decode = (node: JsonNode) => Message;

type ReadNode = (node: JsonNode) => unknown;

/**
 * Compiles the reading of a message from REST's JSON. All reflection happens here, once.
 *
 * @param inPath names of fields that the path gives, and a body therefore must not.
 */
export function compileDecoder(desc: DescMessage, inPath: ReadonlySet<string> = new Set()): Decode {
  const fields = new Map(
    desc.fields
      .filter((field) => !inPath.has(field.name))
      .map((field) => [field.name, { set: setField(field), read: compileField(field) }]),
  );
  return (node) => {
    if (!(node instanceof Map)) throw new Refusal(`must be an object, not ${kindOf(node)}`);
    const message = create(desc);
    for (const [name, value] of node as ReadonlyMap<string, JsonNode>) {
      const field = fields.get(name);
      if (!field) {
        if (inPath.has(name)) throw new Refusal("is given by the path already", name);
        throw unknownName("field", name, fields.keys());
      }
      if (value === null) continue;
      try {
        field.set(message, field.read(value));
      } catch (thrown) {
        throw placed(thrown, name);
      }
    }
    return message;
  };
}

/** Chooses how the value of a field is read. */
function compileField(field: DescField): ReadNode {
  if (field.fieldKind === "map") throw new Error(`${field}: REST has no maps`);
  if (field.fieldKind !== "list") return compileItem(field);
  const read = compileItem(field);
  return (node) => {
    if (!Array.isArray(node)) throw new Refusal(`must be a list, not ${kindOf(node)}`);
    return (node as readonly JsonNode[]).map((item, index) => {
      try {
        return read(item);
      } catch (thrown) {
        throw placed(thrown, index);
      }
    });
  };
}

/** Chooses how one value is read. */
function compileItem(field: DescField): ReadNode {
  const reader = makeFieldReader(field);
  if (reader) return reader.node;
  const { message } = field;
  if (!message) throw new Error(`${field}: REST cannot read this kind of field`);
  if (message.typeName === TimestampSchema.typeName)
    return (node) => readTimestamp(readString(node));
  return compileDecoder(message);
}
