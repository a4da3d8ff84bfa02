import {
  create,
  type DescField,
  type DescMessage,
  type Message,
  ScalarType,
} from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import { parse } from "csv-parse/sync";
import fc, { type Arbitrary } from "fast-check";
import { expect, test } from "vitest";
import { compileEncoder, compileFieldEncoder } from "../codec/compile-encoder.ts";
import { isDecimal } from "../codec/field-reader.ts";
import { publicServices } from "../public-services.ts";
import { listBindings } from "../rest/binding.ts";

/** Texts that a careless writer or reader of CSV takes for something else. */
const texts = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom('"', ",", "\r", "\n", ";", "\\", " ", "\t", "=", "\uFEFF") }),
  fc.constantFrom("null", "true", "1e3", "007", "-1", "2025-05-18"),
);
const decimals = fc
  .tuple(
    fc.boolean(),
    fc.bigInt({ min: 0n, max: 10n ** 30n }),
    fc.stringMatching(/^(\.[0-9]{1,4})?$/),
  )
  .map(([isNegative, whole, fraction]) => `${isNegative ? "-" : ""}${whole}${fraction}`);
const instants = fc.record({
  seconds: fc.bigInt({ min: -62_135_596_800n, max: 253_402_300_799n }),
  nanos: fc.integer({ min: 0, max: 999_999_999 }),
});
const scalars: Partial<Record<ScalarType, Arbitrary<unknown>>> = {
  [ScalarType.INT32]: fc.integer(),
  [ScalarType.INT64]: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  [ScalarType.BOOL]: fc.boolean(),
  [ScalarType.STRING]: texts,
};

/** Any value of a field. */
function anyValue(field: DescField): Arbitrary<unknown> {
  if (field.message) return anyMessage(field.message);
  if (field.enum) return fc.constantFrom(...field.enum.values.map(({ number }) => number));
  const values = isDecimal(field) ? decimals : scalars[field.scalar as ScalarType];
  if (!values) throw new Error(`${field}: the test knows no values of it`);
  return values;
}

/** Any message of a type, its optional fields and messages inside often absent. */
function anyMessage(desc: DescMessage): Arbitrary<Message> {
  if (desc.typeName === TimestampSchema.typeName) {
    return instants.map((instant) => create(TimestampSchema, instant));
  }
  const fields = desc.fields.map((field) => {
    const value = anyValue(field);
    const any =
      field.fieldKind === "list"
        ? fc.array(value, { maxLength: 4 })
        : fc.option(value, { nil: undefined });
    return [field.localName, any] as const;
  });
  return fc.record(Object.fromEntries(fields)).map((init) => create(desc, init));
}

type Cells = Readonly<Record<string, string>>;

/** The cells that a JSON value should have, one record for each line. */
function flatten(value: unknown, prefix: string): readonly Cells[] {
  if (value === null || typeof value !== "object") {
    return [{ [prefix]: value === null ? "" : String(value) }];
  }
  if (Array.isArray(value)) {
    const items = value.flatMap((item) => flatten(item, prefix.replace(/s$/, "")));
    return items.length > 0 ? items : [{}];
  }
  return Object.entries(value)
    .map(([name, inner]) => flatten(inner, prefix === "" ? name : `${prefix}_${name}`))
    .reduce<readonly Cells[]>(
      (left, right) => left.flatMap((a) => right.map((b) => ({ ...a, ...b }))),
      [{}],
    );
}

/** Keeps of a number the text that was sent. */
function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === "number" ? context?.source : value;
}

const tables = listBindings(publicServices).flatMap(({ method, csv }) =>
  csv ? [{ rpc: method.name, output: method.output, csv }] : [],
);

test("all questions of revenue and the great lists have a table", () => {
  const rpcs = ["GetRevenue", "CompareRevenue", "BreakdownRevenue", "GetSummary"];
  const lists = ["ListProducts", "ListItems", "ListSales"];
  expect(new Set(tables.map(({ rpc }) => rpc))).toEqual(new Set([...rpcs, ...lists]));
});

test.each(tables)(
  "the CSV of $rpc has every value of its JSON, digit for digit",
  ({ output, csv }) => {
    const encode = csv.rowsField ? compileFieldEncoder(csv.rowsField) : compileEncoder(output);
    fc.assert(
      fc.property(anyMessage(output), (answer) => {
        const rows: readonly Cells[] = parse(csv.write(answer), {
          columns: true,
          record_delimiter: "\r\n",
        });
        const json = JSON.parse(encode(answer), keepDigits);
        const expected = [json].flat().flatMap((row) => flatten(row, ""));
        expect(rows.map(dropEmpty)).toEqual(expected.map(dropEmpty));
        const names = [csv.columns, [...csv.columns, ...csv.innerColumns]];
        for (const row of rows) expect(names).toContainEqual(Object.keys(row));
      }),
    );
  },
);

/** Leaves out empty cells: whether there is a column for them is asked apart. */
function dropEmpty(cells: Cells): Cells {
  return Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== ""));
}
