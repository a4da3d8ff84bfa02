import { Kind } from "@backroom/proto/sales/v1/sales_pb";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { afterAll, expect, test } from "vitest";
import { startSales } from "../testing/start-sales.ts";

const sales = await startSales();
afterAll(() => sales.stop());
const { call, catalogue, refusalOf } = sales;

catalogue.categories.set(2n, "Books");
catalogue.put(20n, { categoryId: 2n, price: "5.00", name: "A book" });
const day = (number: number) => `2025-01-${String(number).padStart(2, "0")}`;
await call("recordSales", {
  sales: Array.from({ length: 30 }, (_, index) => ({
    productId: index % 3 === 0 ? 20n : 1n,
    quantity: index + 1,
    channel: index % 2 === 0 ? "web" : "shop",
    saleDate: `${day(1 + Math.floor(index / 2))}T12:00:00`,
    orderRef: index < 3 ? "R-1" : undefined,
  })),
  allOrNothing: true,
});

test("lists newest first with the exact total", async () => {
  const { items, total, skip, limit, nextPageToken } = await call("listSales", {
    limit: 4,
    skip: 2,
  });
  expect([total, skip, limit]).toEqual([30n, 2, 4]);
  expect(items.map(({ quantity }) => quantity)).toEqual([28, 27, 26, 25]);
  expect(nextPageToken).not.toBe("");
});

test("goes through all pages by token, each row once", async () => {
  const quantities: number[] = [];
  let pageToken = "";
  do {
    const page = await call("listSales", { limit: 7, pageToken });
    quantities.push(...page.items.map(({ quantity }) => quantity));
    expect(page.total).toBe(30n);
    pageToken = page.nextPageToken;
  } while (pageToken);
  expect(quantities).toEqual(Array.from({ length: 30 }, (_, index) => 30 - index));
});

test.each([
  [{ productId: 20n }, 10],
  [{ categoryId: 2n }, 10],
  [{ category: "bOOKS" }, 10],
  [{ category: "books", categoryId: 1n }, 0],
  [{ productId: 1n, category: "books" }, 0],
  [{ channel: "web" }, 15],
  [{ channel: "nowhere" }, 0],
  [{ orderRef: "R-1" }, 3],
  [{ kind: Kind.SALE }, 30],
  [{ kind: Kind.REFUND }, 0],
  [{ startDate: day(3), endDate: day(4) }, 4],
  [{ startDate: `${day(3)}T12:00:00`, endDate: `${day(3)}T12:00:00` }, 2],
  [{ endDate: `${day(3)}T11:59:59` }, 4],
  [{ endDate: day(3), timeZone: "Pacific/Kiritimati" }, 4],
])("lists by %o", async (filter, count) => {
  const { items, total } = await call("listSales", filter);
  expect([items.length, total]).toEqual([count, BigInt(count)]);
  const dates = items.map(({ saleDate }) => (saleDate ? timestampMs(saleDate) : 0));
  expect(dates).toEqual(dates.toSorted((left, right) => right - left));
});

test("answers the total beyond the last row too", async () => {
  const { items, total } = await call("listSales", { skip: 1000 });
  expect([items.length, total]).toEqual([0, 30n]);
});

test.each([
  [{ productId: 404n }, "NotFound product_id: there is no product 404"],
  [{ categoryId: 404n }, "NotFound category_id: there is no category 404"],
  [{ category: "Garden" }, 'NotFound category: there is no category "Garden"'],
  [{ startDate: "2025-02-01", endDate: "2025-01-01" }, "InvalidArgument end_date: "],
  [{ pageToken: "nonsense" }, "InvalidArgument page_token: "],
  [{ pageToken: Buffer.from('["x","y"]').toString("base64url") }, "InvalidArgument page_token: "],
  [{ limit: 0 }, "InvalidArgument limit: "],
  [{ limit: 1001 }, "InvalidArgument limit: "],
])("refuses %o", async (filter, refusal) => {
  expect(await refusalOf(call("listSales", filter))).toContain(refusal);
});

test("asks the catalogue for a category that is new here, and says when it cannot", async () => {
  catalogue.isSilent = true;
  catalogue.categories.set(3n, "Garden tools");
  catalogue.isAway = true;
  expect(await refusalOf(call("listSales", { category: "garden tools" }))).toContain(
    "Unavailable the catalogue",
  );
  catalogue.isAway = false;
  expect((await call("listSales", { category: "garden tools" })).total).toBe(0n);
  catalogue.isSilent = false;
});
