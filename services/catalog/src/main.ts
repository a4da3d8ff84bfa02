import { createLog, drainMs, runProcess, serveGrpc } from "@backroom/kit";
import { Registry } from "prom-client";
import { createApp } from "./app.ts";
import { readConfig } from "./config.ts";

const log = createLog("catalog", process.env.LOG_LEVEL);

await runProcess(log, async () => {
  const config = readConfig(process.env);
  const stopping = new AbortController();
  const app = await createApp({
    config,
    log,
    registry: new Registry(),
    stopping: stopping.signal,
  });
  const server = await serveGrpc(app.services, config.grpc);
  log.info({ host: config.grpc.host, port: server.port }, "serving gRPC");
  return {
    async stop() {
      stopping.abort();
      await server.drain(drainMs);
      await app.close();
    },
  };
});
