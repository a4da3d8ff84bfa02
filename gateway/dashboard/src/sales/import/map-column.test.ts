import { defaultReading } from "@backroom/import/sales-file";
import { expect, test } from "vitest";
import { mapColumn } from "./map-column.ts";
import { previewFile } from "./preview-file.ts";

const file = new Blob(["code,sku,pieces,when\nB-1,BEAR,2,2024-05-18\n"]);

test("takes a column for a field, gives it back, and leaves one out", async () => {
  const first = await previewFile(file, defaultReading);
  expect(first.fields).toEqual([undefined, "sku", "quantity", undefined]);
  expect(first.problem).toMatch("sale_date");
  const dated = mapColumn(defaultReading, first, 3, "sale_date");
  const second = await previewFile(file, dated);
  expect(second.fields).toEqual([undefined, "sku", "quantity", "sale_date"]);
  expect(second.problem).toBeUndefined();
  const coded = mapColumn(dated, second, 0, "sku");
  const third = await previewFile(file, coded);
  expect(third.fields).toEqual(["sku", undefined, "quantity", "sale_date"]);
  const without = mapColumn(coded, third, 2, "");
  expect((await previewFile(file, without)).fields[2]).toBeUndefined();
});
