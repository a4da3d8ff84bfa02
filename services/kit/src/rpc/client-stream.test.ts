import {
  type ImportSalesRequest,
  ImportSalesRequestSchema,
  SalesService,
} from "@backroom/proto/sales/v1/sales_pb";
import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { ChannelCredentials, ServerCredentials } from "@grpc/grpc-js";
import { Registry } from "prom-client";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createLog } from "../log.ts";
import { bindService } from "./bind-service.ts";
import type { Backend, Handlers } from "./call.ts";
import { createCallMetrics } from "./call-outcome.ts";
import { createContext } from "./create-context.ts";
import { dialGrpc } from "./dial-grpc.ts";
import { alreadyExists } from "./errors.ts";
import { serveGrpc } from "./serve-grpc.ts";

/** What the handler has seen of the call under test. */
let seen: { received: number; isOver?: boolean; hold?: Promise<void>; untilRow?: bigint };
beforeEach(() => {
  seen = { received: 0 };
});

const importSales: Handlers<typeof SalesService>["importSales"] = async (requests, context) => {
  const call = seen;
  let position = 0n;
  try {
    for await (const { importId, rows } of requests) {
      call.received += 1;
      if (importId === "taken") throw alreadyExists("import_id", "is taken");
      position = rows.at(-1)?.row ?? position;
      if (position === call.untilRow) break;
      await call.hold;
    }
  } finally {
    call.isOver = true;
  }
  return { import: { importId: context.caller.name, position } };
};
const others = SalesService.methods.map(({ localName }) => [localName, async () => ({})]);
const bind = (maxIdleMs?: number) =>
  bindService(
    SalesService,
    { ...Object.fromEntries(others), importSales } as Handlers<typeof SalesService>,
    {
      log: createLog("test", "silent"),
      metrics: createCallMetrics(new Registry()),
      ...(maxIdleMs && { maxIdleMs }),
    },
  );
const service = bind();
const impatient = bind(200);
const start = (served = service) =>
  serveGrpc([served], {
    host: "127.0.0.1",
    port: 0,
    token: "right",
    credentials: ServerCredentials.createInsecure(),
  });
const server = await start();
const dial = (port: number, token = "right") =>
  dialGrpc({
    target: `127.0.0.1:${port}`,
    token,
    credentials: ChannelCredentials.createInsecure(),
    services: [SalesService],
  });
const channel = dial(server.port);
const stranger = dial(server.port, "wrong");
afterAll(async () => {
  channel.close();
  stranger.close();
  await server.drain(1_000);
});

const ways: [string, Backend][] = [
  ["in this process", service],
  ["over gRPC", channel],
];

/** Makes requests of one row with an order_ref of so many characters; knows how many were asked for and whether it was closed. */
class Requests implements AsyncIterable<ImportSalesRequest> {
  sent = 0;
  isClosed = false;
  readonly #count: number;
  readonly #padding: number;
  readonly #end: (() => Promise<void>) | undefined;

  constructor(
    count: number,
    { padding = 1, end = undefined as (() => Promise<void>) | undefined } = {},
  ) {
    this.#count = count;
    this.#padding = padding;
    this.#end = end;
  }

  async *[Symbol.asyncIterator]() {
    try {
      while (this.sent < this.#count) {
        this.sent += 1;
        const sale = { orderRef: "x".repeat(this.#padding) };
        const rows = [{ row: BigInt(this.sent), sale }];
        yield create(ImportSalesRequestSchema, { importId: "import", rows });
      }
      await this.#end?.();
    } finally {
      this.isClosed = true;
    }
  }
}

const never = () => new Promise<void>(() => {});
const send = (
  backend: Backend,
  requests: AsyncIterable<ImportSalesRequest>,
  init: { signal?: AbortSignal; timeoutMs?: number } = {},
) => {
  const context = createContext({ caller: { name: "Zoë" }, timeoutMs: 60_000, ...init });
  return backend.clientStream(SalesService.method.importSales, requests, context);
};
const failureOf = (answer: Promise<unknown>) =>
  answer.then(() => expect.unreachable("it was answered"), ConnectError.from);

test.each(ways)("takes a stream and answers it %s", async (_name, backend) => {
  const requests = new Requests(500, { padding: 2_000 });
  const answer = await send(backend, requests);
  expect(answer.import).toMatchObject({ importId: "Zoë", position: 500n });
  expect(seen.received).toBe(500);
  expect(requests.isClosed).toBe(true);
});

test.each(ways)("holds back who sends faster than is taken %s", async (_name, backend) => {
  const slow = Promise.withResolvers<void>();
  seen.hold = slow.promise;
  const requests = new Requests(200, { padding: 100_000 });
  const answer = send(backend, requests);
  let before = -1;
  await expect
    .poll(
      () => {
        const moved = requests.sent - before;
        before = requests.sent;
        return moved;
      },
      { interval: 200 },
    )
    .toBe(0);
  // Of 20 MB one or two messages were taken, and up to 2 MB are under way.
  expect(seen.received).toBe(1);
  expect(requests.sent).toBeLessThan(25);
  slow.resolve();
  expect((await answer).import?.position).toBe(200n);
});

test.each(ways)("checks each message, naming the field %s", async (_name, backend) => {
  async function* requests() {
    yield create(ImportSalesRequestSchema, { importId: "import" });
    yield create(ImportSalesRequestSchema, { importId: "an import" });
  }
  const error = await failureOf(send(backend, requests()));
  expect(error.code).toBe(Code.InvalidArgument);
  expect(error.rawMessage).toMatch(/^import_id: /);
  expect(seen.received).toBe(1);
});

test.each(ways)("an answer before the end ends the stream %s", async (_name, backend) => {
  seen.untilRow = 3n;
  const requests = new Requests(1_000_000);
  expect((await send(backend, requests)).import?.position).toBe(3n);
  await expect.poll(() => requests.isClosed).toBe(true);
});

test.each(ways)("a refusal before the end ends the stream %s", async (_name, backend) => {
  let isClosed = false;
  async function* requests() {
    try {
      for (;;) yield create(ImportSalesRequestSchema, { importId: "taken" });
    } finally {
      isClosed = true;
    }
  }
  const error = await failureOf(send(backend, requests()));
  expect([error.code, error.rawMessage]).toEqual([Code.AlreadyExists, "import_id: is taken"]);
  await expect.poll(() => isClosed).toBe(true);
});

test.each(ways)("ends when the caller leaves %s", async (_name, backend) => {
  const leaving = new AbortController();
  const requests = new Requests(2, { end: never });
  const answer = send(backend, requests, { signal: leaving.signal });
  await expect.poll(() => seen.received).toBe(2);
  leaving.abort();
  expect((await failureOf(answer)).code).toBe(Code.Canceled);
  await expect.poll(() => seen.isOver).toBe(true);
});

test("ends at the deadline over gRPC", async () => {
  const answer = send(channel, new Requests(2, { end: never }), { timeoutMs: 200 });
  expect((await failureOf(answer)).code).toBe(Code.DeadlineExceeded);
  await expect.poll(() => seen.isOver).toBe(true);
});

test("ends when no message comes for long", async () => {
  const error = await failureOf(send(impatient, new Requests(2, { end: never })));
  expect(error.code).toBe(Code.DeadlineExceeded);
  expect(error.rawMessage).toBe("no message came for 0.2 s");
  const serving = await start(impatient);
  const toIt = dial(serving.port);
  const overGrpc = await failureOf(send(toIt, new Requests(2, { end: never })));
  expect(overGrpc.code).toBe(Code.DeadlineExceeded);
  toIt.close();
  await serving.drain(1_000);
});

test.each(ways)(
  "says what was wrong with the making of the requests %s",
  async (_name, backend) => {
    const requests = new Requests(2, {
      end: async () => {
        throw alreadyExists("file", "was taken away");
      },
    });
    const error = await failureOf(send(backend, requests));
    expect([error.code, error.rawMessage]).toEqual([Code.AlreadyExists, "file: was taken away"]);
    await expect.poll(() => seen.isOver).toBe(true);
  },
);

test("takes no stream without the internal token", async () => {
  const error = await failureOf(send(stranger, new Requests(10_000)));
  expect(error.code).toBe(Code.Unauthenticated);
  expect(seen.received).toBe(0);
});

test("a stream whose server goes is answered UNAVAILABLE", async () => {
  const going = await start();
  const toIt = dial(going.port);
  const answer = send(toIt, new Requests(2, { end: never }));
  await expect.poll(() => seen.received).toBe(2);
  const drained = going.drain(100);
  expect((await failureOf(answer)).code).toBe(Code.Unavailable);
  await drained;
  toIt.close();
});
