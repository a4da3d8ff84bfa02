import { once } from "node:events";
import { join } from "node:path";
import { readConfig } from "./config.ts";
import { openEngine } from "./engine.ts";
import { createClickHouseServer } from "./server.ts";

const config = readConfig(process.env);
const engine = await openEngine(join(config.folder, "data"));
const server = createClickHouseServer(engine, config.users, config.folder);
server.listen(config.port, "127.0.0.1");
await once(server, "listening");
console.log(JSON.stringify({ msg: "listening", port: config.port, version: engine.version }));
process.send?.("ready");

let isStopping = false;

/** Lets what is running come to its end, for at most ten seconds, then closes the data folder. */
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  server.close();
  server.closeIdleConnections();
  const deadline = performance.now() + 10_000;
  while (engine.running() > 0 && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 20));
  // With a statement still running, closing would abort the engine; what is acknowledged is on disk.
  if (engine.running() === 0) engine.close();
  process.exit(0);
}

process.on("SIGTERM", stop);
process.on("SIGINT", stop);
process.on("disconnect", stop); // The launcher is gone.
