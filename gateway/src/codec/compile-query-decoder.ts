import type { DescField, DescMessage, Message } from "@bufbuild/protobuf";
import { placed, Refusal } from "../json/refusal.ts";
import { type FieldReader, makeFieldReader } from "./field-reader.ts";
import { setField } from "./set-field.ts";
import { unknownName } from "./unknown-name.ts";

/** Puts query parameters into a message. Throws Refusal naming the parameter and the rule. */
export type DecodeQuery = (
  message: Message,
  parameters: Iterable<readonly [string, string]>,
) => void;

/**
 * Compiles the reading of query parameters: a repeated field takes each of its repeated
 * parameters as an item, any other field takes one at most.
 *
 * @param inPath names of fields that the path gives.
 */
export function compileQueryDecoder(desc: DescMessage, inPath: ReadonlySet<string>): DecodeQuery {
  const parameters = new Map(
    queryFields(desc, inPath).map((field) => [field.name, compile(field)]),
  );
  return (message, given) => {
    const seen = new Set<string>();
    for (const [name, text] of given) {
      const parameter = parameters.get(name);
      if (!parameter) {
        if (inPath.has(name)) throw new Refusal("is given by the path already", name);
        throw unknownName("query parameter", name, parameters.keys());
      }
      if (seen.has(name) && !parameter.isList) throw new Refusal("is given twice", name);
      seen.add(name);
      try {
        parameter.add(message, text);
      } catch (thrown) {
        throw placed(thrown, name);
      }
    }
  };
}

/** The fields of a request that query parameters can give. */
export function queryFields(desc: DescMessage, inPath: ReadonlySet<string>): readonly DescField[] {
  return desc.fields.filter((field) => !inPath.has(field.name) && field.message === undefined);
}

/** Compiles one parameter. */
function compile(field: DescField) {
  const reader = makeFieldReader(field) as FieldReader;
  const set = setField(field);
  if (field.fieldKind !== "list") {
    return {
      isList: false,
      add: (message: Message, text: string) => set(message, reader.text(text)),
    };
  }
  return {
    isList: true,
    add(message: Message, text: string) {
      const items = (message as unknown as Record<string, unknown[]>)[field.localName];
      items?.push(reader.text(text));
    },
  };
}
