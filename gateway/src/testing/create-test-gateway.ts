import { PassThrough } from "node:stream";
import { pino } from "pino";
import { Registry } from "prom-client";
import { createGateway } from "../app.ts";
import { type GatewayConfig, readConfig } from "../config.ts";
import { type SeenCall, type StubHandlers, stubBackends } from "./stub-backends.ts";

/** The key that test gateways open to, and its caller's name. */
export const testKey = { name: "till-7", key: "0123456789abcdefghijklmnop" };

/** Makes a gateway over small handlers, with what reached them and what was logged. */
export async function createTestGateway(
  handlers: StubHandlers = {},
  changes: Partial<GatewayConfig> = {},
) {
  const lines: string[] = [];
  const sink = new PassThrough().on("data", (chunk) => lines.push(String(chunk)));
  const log = pino({ level: "info" }, sink);
  const registry = new Registry();
  const seen: SeenCall[] = [];
  const backends = stubBackends(handlers, seen, log, registry);
  // The machine that tests run on may be busy with others.
  const environment = { MAX_EVENT_LOOP_DELAY_MS: "0" };
  const config = { ...readConfig(environment), apiKeys: [testKey], ...changes };
  const app = await createGateway({ backends, config, log, registry });
  return { app, seen, logged: () => lines.join(""), headers: { "x-api-key": testKey.key } };
}
