import { expect, test } from "vitest";
import { parseMapping } from "../columns/parse-mapping.ts";
import { defaultReading, describeReading, type Reading, unnamed } from "./reading.ts";

/** A reading with these mappings, as the command line has them. */
function map(...texts: string[]): Partial<Reading> {
  return { mappings: [...texts.map(parseMapping), unnamed] };
}
const mapped = map("sales.sku=Code", "sales.sale_date=When");

test.each<[text: string, one: Partial<Reading>, other: Partial<Reading>]>([
  ["the order in which columns are mapped", mapped, map("sales.sale_date=When", "sales.sku=Code")],
  [
    "the page's order, with what nobody needs in front",
    mapped,
    { mappings: [unnamed, parseMapping("sales.sku=Code"), parseMapping("sales.sale_date=When")] },
  ],
  ["the kind where it is clear", mapped, map("sku=Code", "sale_date=When")],
  ["how a column is spelled", mapped, map("sku=CODE", "sale_date= when")],
  [
    "what is mapped in other files",
    mapped,
    map("products.sku=Id", "reorder_level=L", "sku=Code", "sale_date=When"),
  ],
  ["the name of the encoding", { encoding: "latin1" }, { encoding: "windows-1252" }],
  [
    "the order of the rules",
    {},
    { rules: Object.fromEntries(Object.entries(defaultReading.rules).reverse()) as never },
  ],
])("an import is named alike, whatever %s", (_, one, other) => {
  const describe = (change: Partial<Reading>) => describeReading({ ...defaultReading, ...change });
  expect(describe(other)).toBe(describe(one));
});

test("an import is named after all that makes rows be read otherwise", () => {
  const { rules } = defaultReading;
  const readings: Partial<Reading>[] = [
    {},
    map("sku=Code"),
    map("product_id=Code"),
    map("sku="),
    map("sku=Code", "sku=Number"),
    map("sku=Number", "sku=Code"), // Of two the last counts.
    { delimiter: ";" },
    { encoding: "latin1" },
    { rules: { ...rules, returns: "skip" } },
    { rules: { ...rules, timeZone: "UTC" } },
    { newCategory: "Unsorted" },
  ];
  const described = readings.map((each) => describeReading({ ...defaultReading, ...each }));
  expect(new Set(described).size).toBe(readings.length);
});
