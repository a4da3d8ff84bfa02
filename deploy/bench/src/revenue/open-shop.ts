import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type StartedBackroom, startBackroom } from "@backroom/e2e/start";
import { connectBackroom } from "@backroom/import/connect";
import type { Transport } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { type BenchData, environment } from "./data/prepare-data.ts";
import { listProducts } from "./data/shop.ts";
import type { TargetUrls } from "./measure/open-targets.ts";

/** A shop with years of sales, running until it is disposed of. */
export interface Shop extends AsyncDisposable {
  readonly backroom: StartedBackroom["backroom"];
  readonly urls: TargetUrls;
  /** Best sellers first. */
  readonly productIds: readonly number[];
  /** Those of the best sellers first. */
  readonly categoryIds: readonly number[];
  /** gRPC to the sales service, as other services call it. */
  readonly grpc: Transport;
}

/** Starts the shop of a folder. */
export async function openShop(dir: string, { productIds }: BenchData): Promise<Shop> {
  const { backroom, stop } = await startBackroom({ form: "one-process", dir, env: environment });
  const secrets = JSON.parse(await readFile(join(backroom.dataDir, "secrets.json"), "utf8"));
  const clickhouseUrl = new URL(backroom.clickhouseUrl);
  clickhouseUrl.username = "default";
  clickhouseUrl.password = secrets.clickhousePassword;
  clickhouseUrl.pathname = "/default";
  const password = secrets.databasePasswords.sales;
  const grpc = createGrpcTransport({
    baseUrl: `http://${backroom.grpc.sales}`,
    interceptors: [
      (next) => (request) => {
        request.header.set("authorization", `Bearer ${backroom.internalToken}`);
        return next(request);
      },
    ],
  });
  return {
    backroom,
    urls: {
      gatewayUrl: backroom.url,
      postgresUrl: `postgres://backroom_sales:${password}@127.0.0.1:${backroom.postgresPort}/backroom`,
      clickhouseUrl: clickhouseUrl.href,
    },
    productIds,
    categoryIds: await listCategoryIds(backroom),
    grpc,
    [Symbol.asyncDispose]: stop,
  };
}

/** Lists the categories, those of the best sellers first. */
async function listCategoryIds(address: { url: string; key: string }): Promise<number[]> {
  const { items } = await connectBackroom(address).catalog.listCategories({ limit: 1000 });
  const ids = new Map(items.map(({ name, id }) => [name, Number(id)]));
  const names = new Set(listProducts().map(({ category }) => category));
  return [...names].map((name) => ids.get(name) ?? 0);
}
