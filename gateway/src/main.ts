import { createLog, dialWatched, runProcess } from "@backroom/kit";
import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { DescService } from "@bufbuild/protobuf";
import { Registry } from "prom-client";
import { createGateway } from "./app.ts";
import { readConfig } from "./config.ts";

const log = createLog("gateway", process.env.LOG_LEVEL);

await runProcess(log, async () => {
  const config = readConfig(process.env);
  const { token, channelCredentials: credentials } = config.trust;
  const dial = (target: string, ...services: readonly DescService[]) => {
    const channel = dialWatched({ target, token, credentials, services, log });
    return services.map((service) => [service.typeName, channel] as const);
  };
  const backends = new Map([
    ...dial(config.catalogAddr, CatalogService),
    ...dial(config.inventoryAddr, InventoryService),
    ...dial(config.salesAddr, SalesService, RevenueService),
  ]);
  const gateway = await createGateway({ backends, config, log, registry: new Registry() });
  await gateway.listen(config.listen);
  return {
    async stop() {
      await gateway.close();
      for (const channel of new Set(backends.values())) channel.close();
    },
  };
});
