import type { DescEnum, DescField } from "@bufbuild/protobuf";
import { type JsonNode, kindOf } from "../json/json-node.ts";
import { Refusal } from "../json/refusal.ts";
import { givableValues, shortName } from "./enum-names.ts";
import type { FieldReader } from "./field-reader.ts";

/** Makes a reader of the value names that a field takes, in any case, with or without their shared prefix. */
export function makeEnumReader(field: DescField, desc: DescEnum): FieldReader {
  const numbers = new Map<string, number>();
  const values = givableValues(field, desc);
  for (const value of values) {
    numbers.set(value.name, value.number);
    numbers.set(shortName(desc, value), value.number);
  }
  const names = values.map((value) => shortName(desc, value));
  const rule = `must be one of ${names.join(", ")}`;

  /** Reads a name. */
  function text(name: string): number {
    const number = numbers.get(name.toUpperCase());
    if (number === undefined) throw new Refusal(rule);
    return number;
  }

  /** Reads a name that must be a string. */
  function node(value: JsonNode): number {
    if (typeof value !== "string") throw new Refusal(`${rule}, not ${kindOf(value)}`);
    return text(value);
  }
  return { node, text };
}
