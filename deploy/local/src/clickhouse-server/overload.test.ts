import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { makeTestFolder } from "../testing/make-test-folder.ts";
import type { Engine } from "./engine.ts";
import { createClickHouseServer, defaultLimits } from "./server.ts";

/** An engine whose statements all run until they are told to end. */
function createSlowEngine(ended: Promise<void>): Engine {
  return {
    version: "0",
    tableFunctions: new Set(),
    running: () => 0,
    run: async () => {
      await ended;
      return { bytes: Buffer.alloc(0), elapsed: 0, rowsRead: 0, bytesRead: 0 };
    },
    cancel: async () => {},
    close: () => {},
  };
}

// Not with the server that other tests share: it would refuse their statements meanwhile.
test("more queries than the queue holds are refused by name, and the others have their turn", async () => {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const folder = makeTestFolder();
  const user = { name: "default", password: "secret", role: "admin" } as const;
  const limits = { ...defaultLimits, adminPlaces: 2, queueLength: 3 };
  const server = createClickHouseServer(createSlowEngine(ended), [user], folder, limits);
  onTestFinished(() => void server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;

  const refused: [status: number, code: string | null, text: string][] = [];
  const calls = Array.from({ length: 12 }, async () => {
    const init = {
      method: "POST",
      body: "DROP TABLE t",
      headers: { "X-ClickHouse-Key": "secret" },
    };
    const answer = await fetch(`http://127.0.0.1:${port}/`, init);
    const { status, headers } = answer;
    const text = await answer.text();
    if (status !== 200) refused.push([status, headers.get("x-clickhouse-exception-code"), text]);
    return status;
  });
  await expect.poll(() => refused.length).toBe(7);
  end();
  const statuses = await Promise.all(calls);
  expect(statuses.filter((status) => status === 200)).toHaveLength(5);
  const text = expect.stringContaining(
    "Maximum: 2 running and 3 waiting (TOO_MANY_SIMULTANEOUS_QUERIES)",
  );
  expect(refused).toEqual(Array.from({ length: 7 }, () => [503, "202", text]));
});
