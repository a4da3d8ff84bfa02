import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Code, ConnectError, type Interceptor } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { addCatalogueRoutes } from "./catalogue-routes.ts";
import { addInventoryRoutes } from "./inventory-routes.ts";
import { createMemoryShop, type MemoryShop } from "./memory-shop.ts";
import { addSalesRoutes } from "./sales-routes.ts";

/** A Backroom in memory that answers what the import asks, over HTTP, with key `test`. */
export interface FakeBackroom extends AsyncDisposable {
  readonly url: string;
  readonly key: string;
  readonly shop: MemoryShop;
}

/** Starts a fake Backroom on a free port. */
export async function startFakeBackroom(): Promise<FakeBackroom> {
  const shop = createMemoryShop();
  const checkKey: Interceptor = (next) => (request) => {
    if (request.header.get("x-api-key") === "test") return next(request);
    throw new ConnectError("the API key is missing or wrong", Code.Unauthenticated);
  };
  const handler = connectNodeAdapter({
    interceptors: [checkKey],
    routes(router) {
      addCatalogueRoutes(router, shop);
      addInventoryRoutes(router, shop);
      addSalesRoutes(router, shop);
    },
  });
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    key: "test",
    shop,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
