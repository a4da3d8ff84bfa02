import { createApp as createCatalog } from "@backroom/catalog";
import { readConfig as readCatalogConfig } from "@backroom/catalog/config";
import { createGateway } from "@backroom/gateway";
import { readConfig as readGatewayConfig } from "@backroom/gateway/config";
import { createApp as createInventory } from "@backroom/inventory";
import { readConfig as readInventoryConfig } from "@backroom/inventory/config";
import {
  type App,
  type Backend,
  createLog,
  drainMs,
  routeBackends,
  runProcess,
  serveGrpc,
} from "@backroom/kit";
import { createApp as createSales } from "@backroom/sales";
import { readConfig as readSalesConfig } from "@backroom/sales/config";
import { Registry } from "prom-client";

// All services and the gateway in one process: each service listens on its gRPC port, and calls
// between them, and from the gateway, are plain function calls through the same chain.
const log = createLog("backroom", process.env.LOG_LEVEL);

/** The services of an app, by their full names. */
function byName(...apps: readonly App[]): Map<string, Backend> {
  return new Map(
    apps.flatMap((app) => app.services.map((service) => [service.desc.typeName, service])),
  );
}

await runProcess(log, async () => {
  const catalogConfig = readCatalogConfig(process.env);
  const inventoryConfig = readInventoryConfig(process.env);
  const salesConfig = readSalesConfig(process.env);
  const gatewayConfig = readGatewayConfig(process.env);
  const registry = new Registry();
  const stopping = new AbortController();

  const catalog = await createCatalog({
    config: catalogConfig,
    log,
    registry,
    stopping: stopping.signal,
  });
  const catalogBackend = routeBackends(byName(catalog));
  const inventory = await createInventory({
    config: inventoryConfig,
    log,
    registry,
    catalog: catalogBackend,
    stopping: stopping.signal,
  });
  const sales = await createSales({
    config: salesConfig,
    log,
    registry,
    catalog: catalogBackend,
    inventory: routeBackends(byName(inventory)),
    stopping: stopping.signal,
  });
  const servers = await Promise.all([
    serveGrpc(catalog.services, catalogConfig.grpc),
    serveGrpc(inventory.services, inventoryConfig.grpc),
    serveGrpc(sales.services, salesConfig.grpc),
  ]);
  const gateway = await createGateway({
    backends: byName(catalog, inventory, sales),
    config: gatewayConfig,
    log,
    registry,
  });
  await gateway.listen(gatewayConfig.listen);

  return {
    async stop() {
      stopping.abort();
      // Together, so that the longest of them is all that it takes.
      await Promise.all([gateway.close(), ...servers.map((server) => server.drain(drainMs))]);
      for (const app of [sales, inventory, catalog]) await app.close();
    },
  };
});
