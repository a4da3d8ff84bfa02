import { once } from "node:events";
import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { findFreePort } from "../stores/free-port.ts";
import { createPorts } from "./ports.ts";

async function occupy(): Promise<number> {
  const server = createServer().listen(await findFreePort(), "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  return address && typeof address === "object" ? address.port : 0;
}

test("a port that is set must be free and a port", async () => {
  const taken = await occupy();
  const ports = createPorts({ GATEWAY_PORT: String(taken), SALES_PORT: "70000" }, () => {});
  await expect(ports.choose("GATEWAY_PORT")).rejects.toThrow(
    `Port ${taken} is taken: set GATEWAY_PORT`,
  );
  await expect(ports.choose("SALES_PORT")).rejects.toThrow(
    'SALES_PORT must be a port from 1 to 65535, not "70000"',
  );
});

test("a default that is taken is replaced by the next free one, and said", async () => {
  const holder = createServer();
  const lines: string[] = [];
  const ports = createPorts({}, (line) => lines.push(line));
  const first = await ports.choose("GATEWAY_PORT");
  holder.listen(first, "127.0.0.1");
  await once(holder, "listening");
  onTestFinished(() => void holder.close());
  const second = await ports.choose("GATEWAY_PORT");
  expect(second).toBeGreaterThan(first);
  expect(lines.at(-1)).toBe(`Port ${first} is taken, using ${second} (GATEWAY_PORT sets it)`);
  expect(ports.get("GATEWAY_PORT")).toBe(second);
});
