import { randomUUID } from "node:crypto";
import { type ImportSalesRequestSchema, SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { type Client, Code, ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { expect, test } from "vitest";
import { backroom } from "./testing/backroom.ts";
import { clientOf, connectJson } from "./testing/connect.ts";
import { makeProduct } from "./testing/make-product.ts";
import { get, rest } from "./testing/rest.ts";
import { until } from "./testing/until.ts";

type SalesClient = Client<typeof SalesService>;
type Message = MessageInitShape<typeof ImportSalesRequestSchema>;

const ways: [string, () => SalesClient][] = [
  ["gRPC", dialSales],
  ["Connect", () => clientOf(SalesService)],
];

/** Makes a gRPC client of the sales service, as another service inside has one. */
function dialSales(): SalesClient {
  const { grpc, internalToken } = backroom;
  const transport = createGrpcTransport({
    baseUrl: `http://${grpc.sales}`,
    interceptors: [
      (next) => (request) => {
        request.header.set("authorization", `Bearer ${internalToken}`);
        return next(request);
      },
    ],
  });
  return createClient(SalesService, transport);
}

/** An import of a test's own, of a product of its own. */
async function makeImport() {
  const importId = `import-${randomUUID()}`;
  const { id } = await makeProduct({ price: "2.00" });
  return {
    importId,
    /** Makes messages of a hundred rows each, `from` to `to`. */
    *messages(from: number, to: number): Generator<Message> {
      for (let first = from; first <= to; first += 100) {
        const rows = Array.from({ length: Math.min(100, to - first + 1) }, (_, index) => ({
          row: BigInt(first + index),
          sale: {
            productId: BigInt(id),
            quantity: 1,
            orderRef: `${first + index}`,
            saleDate: "2013-03-01T10:00:00Z",
            historical: true,
          },
        }));
        yield { importId, rows };
      }
    },
    /** What was taken for the product, by the lists and by the revenue. */
    async total(): Promise<readonly number[]> {
      const { total } = await get(`/sales?product_id=${id}&limit=1`);
      const query = `product_id=${id}&start_date=2013-03-01&end_date=2013-03-01&fresh=true`;
      const [day] = await get(`/sales/revenue?group_by=day&${query}`);
      return [total, day.sales, day.revenue];
    },
  };
}

/** Makes messages of a list asynchronous. */
async function* stream(messages: Iterable<Message>): AsyncGenerator<Message> {
  yield* messages;
}

test.each(ways)("%s: imports, and tells how far it has come", async (_name, client) => {
  const { importId, messages, total } = await makeImport();
  const { import: answer } = await client().importSales(stream(messages(1, 2_500)));
  expect(answer).toMatchObject({ importId, position: 2_500n, added: 2_500n, refused: 0n });
  expect(await total()).toEqual([2_500, 2_500, 5_000]);
  expect(await get(`/sales/imports/${importId}`)).toMatchObject({
    import_id: importId,
    position: 2_500,
    added: 2_500,
    unchanged: 0,
    refused: 0,
  });
});

test.each(ways)(
  "%s: loses nothing and counts nothing twice when the client dies",
  async (_name, client) => {
    const { importId, messages, total } = await makeImport();
    const dying = new AbortController();
    async function* cutOff() {
      yield* messages(1, 3_000);
      await until(async () =>
        expect((await get(`/sales/imports/${importId}`)).added).toBeGreaterThan(0),
      );
      dying.abort();
      yield* messages(3_001, 3_100);
    }
    await expect(client().importSales(cutOff(), { signal: dying.signal })).rejects.toMatchObject({
      code: Code.Canceled,
    });
    const { position } = await get(`/sales/imports/${importId}`);
    const both = await Promise.all([
      client().importSales(stream(messages(1, 6_000))),
      client().importSales(stream(messages(position + 1, 6_000))),
    ]);
    for (const { import: answer } of both)
      expect(answer).toMatchObject({ position: 6_000n, added: 6_000n });
    expect(await total()).toEqual([6_000, 6_000, 12_000]);
  },
);

test.each(ways)("%s: lists the rows that it refused", async (_name, client) => {
  const { importId, messages, total } = await makeImport();
  const [message] = [...messages(1, 5)];
  const [one, two, ...others] = message?.rows ?? [];
  const rows = [
    one,
    { ...two, sale: { productId: 8_000_000_000n, quantity: 1 } },
    { row: 3n },
    ...others.slice(1),
  ];
  const { import: answer } = await client().importSales(stream([{ importId, rows } as Message]));
  expect(answer).toMatchObject({ position: 5n, added: 3n, refused: 2n });
  expect(await get(`/sales/imports/${importId}/refusals`)).toMatchObject({
    items: [
      { row: 2, code: "not_found", message: "product_id: there is no product 8000000000" },
      { row: 3, code: "invalid_argument", message: "sale: value is required" },
    ],
    total: 2,
  });
  expect(await total()).toEqual([3, 3, 6]);
});

test.each(ways)(
  "%s: says at once what is wrong with a stream that does not end",
  async (_name, client) => {
    const { importId, messages } = await makeImport();
    let sent = 0;
    async function* backwards() {
      for (;;) {
        sent += 1;
        yield* messages(1, 100);
        await new Promise(setImmediate);
      }
    }
    const error = await client().importSales(backwards()).catch(ConnectError.from);
    expect(error).toMatchObject({
      code: Code.InvalidArgument,
      rawMessage: "rows[0].row: must be above 100, the number of the row before it",
    });
    expect((await get(`/sales/imports/${importId}`)).position).toBe(100);
    const after = sent;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sent).toBeLessThanOrEqual(after + 1);
  },
);

test("REST: takes an import chunk by chunk, the same that is streamed, and each row once", async () => {
  const { importId, messages, total } = await makeImport();
  await clientOf(SalesService).importSales(stream(messages(1, 300)));
  const [chunk] = messages(251, 350);
  const rows = chunk?.rows?.map(({ row, sale }) => ({
    row: Number(row),
    sale: {
      product_id: Number(sale?.productId),
      quantity: sale?.quantity,
      order_ref: sale?.orderRef,
      sale_date: sale?.saleDate,
      historical: true,
    },
  }));
  const wrong = { row: 351, sale: { ...rows?.[0]?.sale, quantity: 0 } };
  const path = `/sales/imports/${importId}/rows`;
  for (const _ of ["once", "and again"]) {
    const answer = await rest("POST", path, { rows: [...(rows ?? []), wrong] });
    expect(answer).toMatchObject({
      status: 200,
      body: { import_id: importId, position: 351, added: 350, unchanged: 0, refused: 1 },
    });
  }
  expect(await total()).toEqual([350, 350, 700]);
  expect(await rest("POST", path, { after: 400, rows: [{ row: 401 }] })).toMatchObject({
    status: 400,
    body: { code: "failed_precondition" },
  });
});

test("there is no import that nobody began, and no stream of one over REST", async () => {
  expect(await rest("GET", "/sales/imports/nobody's")).toMatchObject({
    status: 404,
    body: { code: "not_found", message: `import_id: there is no import "nobody's"` },
  });
  expect(await rest("POST", "/sales/imports/x", {})).toMatchObject({ status: 405 });
  expect(await connectJson("sales", "ImportSales", {})).toMatchObject({ status: 415 });
});
