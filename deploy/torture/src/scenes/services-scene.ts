import { dialGrpc } from "@backroom/kit";
import type { Service } from "@backroom/local/stores";
import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import { ChannelCredentials } from "@grpc/grpc-js";
import { checkStock } from "../check/check-stock.ts";
import { Fleet, internalToken } from "../fleet.ts";
import type { ServicesWork } from "../plan/plan-trial.ts";
import { GatedProgram } from "../world/gated-program.ts";
import { Program, type ProgramOptions } from "../world/program.ts";
import { runImport } from "../writers/run-import.ts";
import { runServiceLane } from "../writers/run-service-lane.ts";
import { askSales, type ServiceClients } from "../writers/service-clients.ts";
import { witnessChannel } from "../writers/witness.ts";
import { fillShop } from "./fill-shop.ts";
import type { SceneOptions } from "./mirror-scene.ts";
import type { Neighbour, Scene } from "./scene.ts";

const at = (service: string) =>
  new URL(`../../../../services/${service}/src/main.ts`, import.meta.url).pathname;

/** Sets whole services: catalogue, inventory and one or two processes of sales, each as it runs in earnest. */
export async function setServicesScene(
  { plan, clickhouseUrl, log, onLine }: SceneOptions,
  urls: Readonly<Record<Service, string>>,
  work: ServicesWork,
): Promise<Scene> {
  const heed: ProgramOptions["onLine"] = (line, program) => {
    fleet.heed(line, program);
    onLine(line, program);
  };
  const makeProgram = (name: Service, title: string) =>
    new Program({ name: `${title} of trial ${plan.trial}`, module: at(name), log, onLine: heed });
  const common = { LOG_LEVEL: "info", INTERNAL_TOKEN: internalToken };
  const [catalog, inventory] = await Promise.all([
    GatedProgram.open(makeProgram("catalog", "catalog"), "CATALOG_PORT"),
    GatedProgram.open(makeProgram("inventory", "inventory"), "INVENTORY_PORT"),
  ]);
  const addresses = { CATALOG_ADDR: catalog.address, INVENTORY_ADDR: inventory.address };
  const neighbours: Neighbour[] = [
    {
      name: "catalog",
      kill: () => catalog.kill(),
      start: () => catalog.start({ ...common, CATALOG_DATABASE_URL: urls.catalog }),
      get isRunning() {
        return catalog.program.isRunning;
      },
    },
    {
      name: "inventory",
      kill: () => inventory.kill(),
      start: () =>
        inventory.start({ ...common, ...addresses, INVENTORY_DATABASE_URL: urls.inventory }),
      get isRunning() {
        return inventory.program.isRunning;
      },
    },
  ];
  const programs = Array.from({ length: plan.mirrors }, (_, i) =>
    makeProgram("sales", `sales ${i + 1}`),
  );
  const fleet: Fleet = new Fleet(programs, {
    ...common,
    ...addresses,
    SALES_DATABASE_URL: urls.sales,
    CLICKHOUSE_URL: clickhouseUrl,
  });
  const dial = (target: string) =>
    dialGrpc({
      target,
      token: internalToken,
      credentials: ChannelCredentials.createInsecure(),
      services: [CatalogService, InventoryService],
    });
  const channels = { catalog: dial(catalog.address), inventory: dial(inventory.address) };
  const clients: ServiceClients = { fleet, ...channels };
  let items: readonly string[] = [];
  const adjusted: string[] = [];
  const closeChannels = () => {
    for (const channel of Object.values(channels)) channel.close();
  };
  return {
    fleet,
    neighbours,
    async start({ signal }) {
      for (const { start } of neighbours) await start();
      for (const program of programs) await fleet.start(program);
      items = await fillShop(clients, plan.assortment, signal);
    },
    async write({ progress, coverage, signal }, book) {
      const deps = { clients, items, adjusted, book, progress, signal };
      const lanes = work.lanes.map((lane) => runServiceLane(deps, lane));
      const importing = work.import && runImport(deps, work.import);
      await Promise.all(lanes);
      const breaks = await importing;
      if (breaks !== undefined) coverage.count("imports finished");
      coverage.count("imports taken up again", breaks ?? 0);
    },
    async witness({ k, ref }, signal) {
      const request = {
        productId: BigInt(1 + (k % 3)),
        channel: witnessChannel,
        quantity: 1,
        totalAmount: String(k),
        idempotencyKey: ref,
      };
      await askSales(clients, SalesService.method.recordSale, request, signal, k);
    },
    check: (field) => checkStock(field, adjusted),
    async heal() {
      for (const { isRunning, start } of neighbours) if (!isRunning) await start();
    },
    async stop() {
      await fleet.stop();
      await inventory.stop();
      await catalog.stop();
      closeChannels();
    },
    async kill() {
      await fleet.kill();
      await Promise.all([inventory.end(), catalog.end()]);
      closeChannels();
    },
  };
}
