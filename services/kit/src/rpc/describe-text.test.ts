import { file_backroom_catalog_v1_catalog as catalog } from "@backroom/proto/catalog/v1/catalog_pb";
import { file_backroom_catalog_v1_feed as feed } from "@backroom/proto/catalog/v1/feed_pb";
import { file_backroom_inventory_v1_inventory as inventory } from "@backroom/proto/inventory/v1/inventory_pb";
import { file_backroom_inventory_v1_stock as stock } from "@backroom/proto/inventory/v1/stock_pb";
import { file_backroom_revenue_v1_revenue as revenue } from "@backroom/proto/revenue/v1/revenue_pb";
import { file_backroom_sales_v1_sales as sales } from "@backroom/proto/sales/v1/sales_pb";
import { create, getOption } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import {
  field as fieldOption,
  StringRulesSchema,
} from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { expect, test } from "vitest";
import { describeText } from "./describe-text.ts";

const trimmed = "^[^\\s\\x00-\\x1f\\x7f]([^\\x00-\\x1f\\x7f]*[^\\s\\x00-\\x1f\\x7f])?$";

test.each([
  [
    { minLen: 1n, maxLen: 64n, pattern: trimmed },
    "must be 1 to 64 characters without control characters or surrounding spaces",
  ],
  [{ maxLen: 10_000n, pattern: "^[^\\x00]*$" }, "must be up to 10,000 characters without NUL"],
  [{ pattern: "^[^\\x00]*$" }, "must be text without NUL"],
  [
    { minLen: 1n, pattern: "^[^\\x00-\\x1f\\x7f]*$" },
    "must be at least 1 characters without control characters",
  ],
  [{ pattern: "^[!-~]{1,200}$" }, "must be 1 to 200 printable ASCII characters without spaces"],
  [{ pattern: "^[0-9]{1,18}$" }, "must be 1 to 18 digits"],
  [
    { pattern: "^(0|[1-9][0-9]{0,11})(\\.[0-9]{1,4})?$" },
    "must be a decimal >= 0 with up to 12 digits before the point and up to 4 after it",
  ],
  [{ maxLen: 5n, pattern: "^x*$" }, undefined],
  [{ maxLen: 5n }, undefined],
])("of texts with the rules %o it says what is allowed", (rules, words) => {
  expect(describeText(create(StringRulesSchema, rules))).toBe(words);
});

test("has words for every pattern of the contract", () => {
  const wordless = new Set<string>();
  const note = (rules: unknown) => {
    const { type } = rules as { type: { case?: string; value?: unknown } };
    if (type.case !== "string") return;
    const text = create(StringRulesSchema, type.value as object);
    if (text.pattern && !describeText(text)) wordless.add(text.pattern);
  };
  let fields = 0;
  for (const file of [catalog, feed, inventory, stock, revenue, sales]) {
    for (const type of nestedTypes(file)) {
      if (type.kind !== "message") continue;
      for (const field of type.fields) {
        const rules = getOption(field, fieldOption);
        fields += 1;
        note(rules);
        if (rules.type.case === "repeated" && rules.type.value.items) note(rules.type.value.items);
      }
    }
  }
  expect(fields).toBeGreaterThan(200);
  expect([...wordless]).toEqual([]);
});
