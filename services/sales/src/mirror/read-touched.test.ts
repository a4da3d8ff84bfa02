import { expect, test } from "vitest";
import { pairOf, residueOf } from "./contents.ts";
import { productFeed, saleFeed } from "./feeds.ts";
import { readTouched } from "./read-touched.ts";

/** A line as PostgreSQL copies it out. */
function line(values: Partial<Record<string, string>>): string {
  return `${saleFeed.columns.map((column) => values[column] ?? "1").join("\t")}\n`;
}

test("reads the days and products of a batch", () => {
  const lines = Buffer.from(
    [
      line({ product_id: "7", sale_date: "2025-05-18 23:59:59.999", channel: "a\\tb\\n" }),
      line({ product_id: "8", sale_date: "2025-05-19 00:00:00" }),
      line({ product_id: "7", sale_date: "2025-05-18 00:00:00", refund_of: "\\N" }),
      line({ product_id: "9223372036854775807", sale_date: "1970-01-02 00:00:00" }),
      line({ product_id: "7", sale_date: "2104-12-31 23:59:59.999", channel: "Käse" }),
    ].join(""),
  );
  const [may18, may19, last] = [20_226, 20_227, 49_307];
  expect(readTouched({ feed: saleFeed, lines })).toEqual({
    days: new Set([may18, may19, 1, last]),
    pairs: new Set([
      pairOf(may18, residueOf(7n)),
      pairOf(may19, residueOf(8n)),
      pairOf(1, residueOf(9_223_372_036_854_775_807n)),
      pairOf(last, residueOf(7n)),
    ]),
  });
  expect(readTouched({ feed: saleFeed, lines: Buffer.alloc(0) }).days.size).toBe(0);
});

test("fails rather than miss a sale", () => {
  const lines = Buffer.from(line({ product_id: "7", sale_date: "infinity" }));
  expect(() => readTouched({ feed: saleFeed, lines })).toThrow("copied out a date of");
  expect(() => readTouched({ feed: productFeed, lines })).toThrow("copies no product_id");
});
