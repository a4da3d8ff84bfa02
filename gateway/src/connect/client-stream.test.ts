import { once } from "node:events";
import { connect } from "node:net";
import {
  ImportSalesRequestSchema,
  type ImportSalesResponse,
  SalesService,
} from "@backroom/proto/sales/v1/sales_pb";
import { create, toBinary } from "@bufbuild/protobuf";
import { Code, type ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { createConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createTestGateway, testKey } from "../testing/create-test-gateway.ts";

const bodyLimitBytes = 100_000;
let received = 0;
let failure: unknown;
let hold: Promise<void> | undefined;
const { app, headers } = await createTestGateway(
  {
    sales: {
      async importSales(requests, { caller, signal }) {
        try {
          let position = 0n;
          for await (const { rows } of requests) {
            received += 1;
            position = rows.at(-1)?.row ?? position;
            await hold;
          }
          return { import: { importId: caller.name, position } };
        } catch (error) {
          failure = signal.aborted ? signal.reason : error;
          throw error;
        }
      },
    },
  },
  { bodyLimitBytes, requestTimeoutMs: 300 },
);
const baseUrl = await app.listen({ host: "127.0.0.1", port: 0 });
afterAll(() => app.close());
beforeEach(() => {
  received = 0;
  failure = undefined;
  hold = undefined;
});

const withKey = {
  interceptors: [
    (next: (request: never) => unknown) => (request: { header: Headers }) => {
      request.header.set("x-api-key", testKey.key);
      return next(request as never) as never;
    },
  ],
};
const options = { baseUrl, httpVersion: "1.1" as const, ...withKey };
const transports: readonly (readonly [string, Transport])[] = [
  ["Connect, JSON", createConnectTransport({ ...options, useBinaryFormat: false })],
  ["Connect, binary", createConnectTransport(options)],
  ["gRPC-web, JSON", createGrpcWebTransport({ ...options, useBinaryFormat: false })],
  ["gRPC-web, binary", createGrpcWebTransport(options)],
];

/** Makes messages of one row with an order_ref of so many characters; counts those that were asked for. */
function makeMessages(count: number, padding = 1) {
  const counted = {
    sent: 0,
    async *[Symbol.asyncIterator]() {
      while (counted.sent < count) {
        counted.sent += 1;
        const sale = { productId: 1n, quantity: 1, orderRef: "x".repeat(padding) };
        yield { importId: "i", rows: [{ row: BigInt(counted.sent), sale }] };
      }
    },
  };
  return counted;
}

/** The error that a stream is answered with. */
const failureOf = (answer: Promise<ImportSalesResponse>): Promise<ConnectError> =>
  answer.then(
    () => expect.unreachable(),
    (error) => error,
  );

test.each(transports)(
  "%s: forwards a stream longer than any body may be",
  async (_name, transport) => {
    const messages = makeMessages(30, 10_000);
    const answer = await createClient(SalesService, transport).importSales(messages);
    expect(answer.import).toMatchObject({ importId: "till-7", position: 30n });
  },
);

test.each(transports.slice(0, 2))(
  "%s: holds a client back that sends faster than is taken",
  async (_name, transport) => {
    const slow = Promise.withResolvers<void>();
    hold = slow.promise;
    const messages = makeMessages(400, 50_000);
    const answer = createClient(SalesService, transport).importSales(messages);
    await expect.poll(() => received).toBe(1);
    // Once nothing moves any more, most of 20 MB is still with the client.
    await expect
      .poll(async () => {
        const before = messages.sent;
        await new Promise((resolve) => setTimeout(resolve, 100));
        return messages.sent - before;
      })
      .toBe(0);
    expect(received).toBe(1);
    expect(messages.sent).toBeLessThan(350);
    slow.resolve();
    expect((await answer).import?.position).toBe(400n);
  },
);

test.each(transports)("%s: ends the call when the caller leaves", async (_name, transport) => {
  const leaving = new AbortController();
  async function* endless() {
    yield* makeMessages(1);
    leaving.abort();
    await new Promise(() => {});
  }
  const { signal } = leaving;
  const answer = createClient(SalesService, transport).importSales(endless(), { signal });
  expect((await failureOf(answer)).code).toBe(Code.Canceled);
  await expect.poll(() => failure).toBeDefined();
});

test.each(transports)("%s: ends the call at its deadline", async (_name, transport) => {
  async function* endless() {
    yield* makeMessages(1);
    await new Promise(() => {});
  }
  const answer = createClient(SalesService, transport).importSales(endless(), { timeoutMs: 200 });
  expect((await failureOf(answer)).code).toBe(Code.DeadlineExceeded);
  await expect.poll(() => failure).toBeDefined();
});

test.each(transports)("%s: a message is held to the limit of a body", async (_name, transport) => {
  const answer = createClient(SalesService, transport).importSales(makeMessages(1, 200_000));
  expect(await failureOf(answer)).toMatchObject({
    code: Code.ResourceExhausted,
    rawMessage: "body: a message is too large",
  });
});

test("a stream may take longer than a request", async () => {
  async function* slow() {
    yield* makeMessages(1);
    await new Promise((resolve) => setTimeout(resolve, 700));
    yield* makeMessages(2);
  }
  const answer = createClient(SalesService, createConnectTransport(options)).importSales(slow());
  expect((await answer).import?.position).toBe(2n);
});

test.each(["/sales", "/backroom.sales.v1.SalesService/RecordSale"])(
  "a request to %s must arrive in time",
  async (path) => {
    const socket = connect(Number(new URL(baseUrl).port), "127.0.0.1");
    await once(socket, "connect");
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: a\r\nX-API-Key: ${testKey.key}\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{`,
    );
    const answer = (await socket.toArray()).join("");
    expect(answer).toContain("HTTP/1.1 408 Request Timeout");
    expect(answer).toContain("the request came too slowly");
  },
);

/** Puts bytes into an envelope. */
function envelope(bytes: Uint8Array, flags = 0): Buffer {
  const head = Buffer.from([flags, 0, 0, 0, 0]);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

const sound = toBinary(
  ImportSalesRequestSchema,
  create(ImportSalesRequestSchema, { importId: "i" }),
);
const json = (text: string) => envelope(Buffer.from(text));

test.each<[string, string, Buffer, string]>([
  [
    "bytes that are no message",
    "proto",
    envelope(Buffer.from([0x0a, 0xff])),
    "body: is not a backroom.sales.v1.ImportSalesRequest",
  ],
  [
    "a compressed message",
    "proto",
    envelope(sound, 1),
    "body: must be messages in envelopes, not compressed",
  ],
  ["a message cut short", "proto", envelope(sound).subarray(0, -1), "body: ends within a message"],
  ["half an envelope", "proto", Buffer.from([0, 0]), "body: ends within a message"],
  ["an unknown field", "json", json('{"importName":"i"}'), 'key "importName" is unknown'],
  [
    "a field given twice",
    "json",
    json('{"importId":"i","importId":"j"}'),
    "importId: is given twice",
  ],
  ["broken JSON", "json", json("{"), "body: is not JSON"],
  ["a broken rule", "json", json('{"importId":"a b"}'), "import_id: must be 1 to 100 printable"],
])("refuses %s", async (_name, type, payload, message) => {
  const answer = await app.inject({
    method: "POST",
    url: "/backroom.sales.v1.SalesService/ImportSales",
    headers: { ...headers, "content-type": `application/connect+${type}` },
    payload,
  });
  expect(answer.body).toContain('"code":"invalid_argument"');
  expect(answer.body).toContain(message.replaceAll('"', '\\"'));
});

test("takes no stream without a key", async () => {
  const transport = createConnectTransport({ baseUrl, httpVersion: "1.1" });
  const error = await failureOf(createClient(SalesService, transport).importSales(makeMessages(1)));
  expect(error.code).toBe(Code.Unauthenticated);
  expect(received).toBe(0);
});

test("a stream is answered UNAVAILABLE when the gateway stops", async () => {
  const going = await createTestGateway({
    sales: {
      async importSales(requests) {
        for await (const _request of requests) received += 1;
        return {};
      },
    },
  });
  const url = await going.app.listen({ host: "127.0.0.1", port: 0 });
  async function* endless() {
    yield* makeMessages(1);
    await new Promise(() => {});
  }
  const transport = createConnectTransport({ ...options, baseUrl: url });
  const failed = failureOf(createClient(SalesService, transport).importSales(endless()));
  await expect.poll(() => received).toBe(1);
  const closed = going.app.close();
  expect(await failed).toMatchObject({
    code: Code.Unavailable,
    rawMessage: "the gateway is stopping",
  });
  await closed;
});
