import { createLog, dialWatched, drainMs, runProcess, serveGrpc } from "@backroom/kit";
import { CatalogFeedService } from "@backroom/proto/catalog/v1/feed_pb";
import { InventoryFeedService } from "@backroom/proto/inventory/v1/feed_pb";
import { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { Registry } from "prom-client";
import { createApp } from "./app.ts";
import { readConfig } from "./config.ts";

const log = createLog("sales", process.env.LOG_LEVEL);

await runProcess(log, async () => {
  const config = readConfig(process.env);
  const { token, channelCredentials: credentials } = config.trust;
  const dial = { token, credentials, log };
  const catalog = dialWatched({
    ...dial,
    target: config.catalogAddress,
    services: [CatalogFeedService],
  });
  const inventory = dialWatched({
    ...dial,
    target: config.inventoryAddress,
    services: [StockService, InventoryFeedService],
  });
  const stopping = new AbortController();
  const app = await createApp({
    config,
    log,
    registry: new Registry(),
    catalog,
    inventory,
    stopping: stopping.signal,
  });
  const server = await serveGrpc(app.services, config.grpc);
  log.info({ host: config.grpc.host, port: server.port }, "serving gRPC");
  return {
    async stop() {
      stopping.abort();
      await server.drain(drainMs);
      await app.close();
      for (const channel of [catalog, inventory]) channel.close();
    },
  };
});
