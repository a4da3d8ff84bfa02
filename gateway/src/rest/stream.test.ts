import { get, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { CallContext } from "@backroom/kit";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, expect, test } from "vitest";
import { createTestGateway } from "../testing/create-test-gateway.ts";

const pieceBytes = 65_536;
let produced = 0;
let ended = 0;
let context: CallContext | undefined;

/** Streams what the channel of the request asks for. */
async function* exportSales({ channel }: { channel?: string }, call: CallContext) {
  context = call;
  try {
    if (channel === "refused") throw new ConnectError("channel: no such channel", Code.NotFound);
    if (channel === "stuck") await new Promise(() => {});
    for (produced = 0; channel !== "short" || produced < 3; produced++) {
      if (channel === "broken" && produced === 2) throw new TypeError("secret");
      yield {
        body: { contentType: "text/csv; charset=utf-8", data: Buffer.alloc(pieceBytes, "x") },
      };
    }
  } finally {
    ended += 1;
  }
}

const { app, headers, logged } = await createTestGateway({ sales: { exportSales } });
const baseUrl = await app.listen({ host: "127.0.0.1", port: 0 });
afterAll(() => app.close());

/** Begins to export, without reading the answer's body yet. */
function open(channel: string, more: Record<string, string> = {}): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  get(
    `${baseUrl}/sales/export?channel=${channel}`,
    { headers: { ...headers, ...more } },
    resolve,
  ).on("error", reject);
  return promise;
}

/** Begins to export by a deadline that is late enough for the first piece on this machine. */
async function openWithin(channel: string, timeoutMs: number): Promise<IncomingMessage> {
  const answer = await open(channel, { "connect-timeout-ms": String(timeoutMs) });
  if (answer.statusCode !== 504) return answer;
  answer.resume();
  return openWithin(channel, 2 * timeoutMs);
}

/** Waits until something holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}

test("sends the pieces of a file as they are", async () => {
  const answer = await open("short");
  expect(answer.statusCode).toBe(200);
  expect(answer.headers["content-type"]).toBe("text/csv; charset=utf-8");
  let length = 0;
  for await (const chunk of answer) length += chunk.length;
  expect(length).toBe(3 * pieceBytes);
});

test("answers an error before the first piece like any other", async () => {
  const answer = await open("refused");
  expect(answer.statusCode).toBe(404);
  expect(JSON.parse((await answer.toArray()).join(""))).toMatchObject({ code: "not_found" });
});

test("cuts the connection when an error comes later, so that nothing looks whole", async () => {
  const answer = await open("broken");
  expect(answer.statusCode).toBe(200);
  await expect(answer.toArray()).rejects.toThrow("aborted");
});

test("produces no faster than the client reads, and stops when it leaves", async () => {
  const endedBefore = ended;
  const answer = await open("endless");
  answer.pause();
  // Everything between the two ends fills up, and then the production stands still.
  let before = -1;
  while (before !== produced) {
    before = produced;
    await sleep(300);
  }
  expect(produced * pieceBytes).toBeLessThan(32 * 1024 * 1024);
  answer.destroy();
  await until(() => ended > endedBefore);
  expect(context?.signal.aborted).toBe(true);
  expect(context?.signal.reason).toMatchObject({ code: Code.Canceled });
});

test("ends a stream that is stuck at the caller's deadline", async () => {
  const answer = await open("stuck", { "connect-timeout-ms": "50" });
  expect(answer.statusCode).toBe(504);
  expect(JSON.parse((await answer.toArray()).join(""))).toMatchObject({
    code: "deadline_exceeded",
  });
  expect(context?.signal.aborted).toBe(true);
});

test("cuts a stream at the caller's deadline", async () => {
  const answer = await openWithin("endless", 200);
  await expect(async () => {
    for await (const _chunk of answer);
  }).rejects.toThrow("aborted");
  await until(() => context?.signal.aborted === true);
  expect(context?.signal.reason).toMatchObject({ code: Code.DeadlineExceeded });
});

test("has logged only the service's own fault", () => {
  const lines = logged().trim().split("\n");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("secret");
});

test("refuses HEAD of a stream, and answers that of what lies beside it", async () => {
  const stream = await app.inject({ method: "HEAD", url: "/sales/export", headers });
  expect([stream.statusCode, stream.headers.allow]).toEqual([405, "GET"]);
  expect((await app.inject({ method: "HEAD", url: "/sales/1", headers })).statusCode).toBe(200);
});
