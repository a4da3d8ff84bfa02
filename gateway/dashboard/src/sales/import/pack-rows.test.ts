import { ImportRowSchema, ImportRowsRequestSchema, Kind } from "@backroom/proto/sales/v1/sales_pb";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { makeRequest, packRows } from "./pack-rows.ts";

test("sends packed rows as if they had not been packed", () => {
  const rows = [2n, 3n, 7n].map((row) =>
    create(ImportRowSchema, {
      row,
      kind: Kind.REFUND,
      sale: { sku: `BEAR-${row}`, quantity: 2, price: "19.99", historical: true },
    }),
  );
  const packed = packRows(rows);
  expect(packed).toMatchObject({ count: 3, last: 7n });
  if (!packed) return;
  const request = makeRequest({ importId: "import-1", rows: packed, after: 1n });
  const received = fromBinary(ImportRowsRequestSchema, toBinary(ImportRowsRequestSchema, request));
  expect(received).toEqual(
    create(ImportRowsRequestSchema, { importId: "import-1", rows, after: 1n }),
  );
});

test("packs nothing when there are no rows", () => {
  expect(packRows([])).toBeUndefined();
});
