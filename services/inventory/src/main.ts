import { createLog, dialWatched, drainMs, runProcess, serveGrpc } from "@backroom/kit";
import { CatalogFeedService } from "@backroom/proto/catalog/v1/feed_pb";
import { Registry } from "prom-client";
import { createApp } from "./app.ts";
import { readConfig } from "./config.ts";

const log = createLog("inventory", process.env.LOG_LEVEL);

await runProcess(log, async () => {
  const config = readConfig(process.env);
  const catalog = dialWatched({
    target: config.catalogAddress,
    token: config.trust.token,
    credentials: config.trust.channelCredentials,
    services: [CatalogFeedService],
    log,
  });
  const stopping = new AbortController();
  const app = await createApp({
    config,
    log,
    registry: new Registry(),
    catalog,
    stopping: stopping.signal,
  });
  const server = await serveGrpc(app.services, config.grpc);
  return {
    async stop() {
      stopping.abort();
      await server.drain(drainMs);
      await app.close();
      catalog.close();
    },
  };
});
