import {
  type App,
  type Backend,
  type BoundService,
  createLog,
  migratePostgres,
  routeBackends,
} from "@backroom/kit";
import { createTestClickhouse, createTestDatabase, Gate, testContext } from "@backroom/kit/testing";
import { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import {
  ExportSalesRequestSchema,
  ImportSalesRequestSchema,
  SalesService,
} from "@backroom/proto/sales/v1/sales_pb";
import {
  create,
  type DescMethodUnary,
  type DescService,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import pg from "pg";
import { Registry } from "prom-client";
import { createApp } from "../app.ts";
import { readConfig } from "../config.ts";
import { openStore } from "../open-store.ts";
import { FakeCatalogue } from "./fake-catalogue.ts";
import { FakeStock } from "./fake-stock.ts";

type Revenue = typeof RevenueService.method;

/** A message of an import. */
export type UploadMessage = MessageInitShape<typeof ImportSalesRequestSchema>;

/** Brings the schema of a template database up to date. */
async function migrate(url: string): Promise<void> {
  const { orm } = await openStore(url);
  await migratePostgres(orm, "sales");
  await orm.close();
}

/**
 * Starts the sales service for a test file, on stores of its own.
 *
 * @param clickhouseUrl where ClickHouse is; a database of its own on the shared one when absent.
 */
export async function startSales(clickhouseUrl?: string) {
  const databaseUrl = await createTestDatabase("sales", migrate);
  const mirrorUrl = clickhouseUrl ?? (await createTestClickhouse());
  const gate = await Gate.open(databaseUrl);
  const catalogue = new FakeCatalogue();
  const stock = new FakeStock();
  catalogue.put(1n, { sku: "BEAR", price: "19.99" });
  const pool = new pg.Pool({ connectionString: databaseUrl });
  pool.on("error", () => undefined);
  const start = (clickhouseAt = mirrorUrl) =>
    createApp({
      config: readConfig({
        SALES_DATABASE_URL: gate.url,
        CLICKHOUSE_URL: clickhouseAt,
        LOG_LEVEL: "silent",
      }),
      log: createLog("sales", "silent"),
      registry: new Registry(),
      catalog: catalogue.backend,
      inventory: stock.backend,
    });
  const apps: App[] = [await start()];
  const { method } = SalesService;

  /** Calls an rpc of the service. */
  function call<K extends keyof typeof method & string>(
    name: K,
    request: MessageInitShape<(typeof method)[K]["input"]>,
    backend: Backend = running(),
    context = testContext(),
  ): Promise<MessageShape<(typeof method)[K]["output"]>> {
    const desc = method[name] as unknown as DescMethodUnary;
    const message = create(desc.input, request as never);
    return backend.unary(desc, message, context) as never;
  }

  /** Calls an rpc about revenue. */
  function ask<K extends keyof Revenue & string>(
    name: K,
    request: MessageInitShape<Revenue[K]["input"]>,
    backend: Backend = running(RevenueService),
  ): Promise<MessageShape<Revenue[K]["output"]>> {
    const desc = RevenueService.method[name] as unknown as DescMethodUnary;
    const message = create(desc.input, request as never);
    return backend.unary(desc, message, testContext()) as never;
  }

  /** Finds a service that is running. */
  function running(desc: DescService = SalesService): BoundService {
    const backend = apps.at(-1)?.services.find((service) => service.desc === desc);
    if (!backend) throw new Error("the service is not running");
    return backend;
  }

  /** Streams messages into an import, and answers how it then stands. */
  async function upload(
    messages: Iterable<UploadMessage> | AsyncIterable<UploadMessage>,
    context = testContext(),
  ) {
    const requests = (async function* () {
      for await (const message of messages) yield create(ImportSalesRequestSchema, message);
    })();
    const answer = await running().clientStream(method.importSales, requests, context);
    return answer.import;
  }

  /** Streams the pieces of an export. */
  async function* stream(
    request: MessageInitShape<typeof ExportSalesRequestSchema>,
    context = testContext(),
  ) {
    const message = create(ExportSalesRequestSchema, request);
    for await (const { body } of running().serverStream(method.exportSales, message, context)) {
      yield { contentType: body?.contentType, text: new TextDecoder().decode(body?.data) };
    }
  }

  return {
    /** The service's way to PostgreSQL; the test's own pool goes past it. */
    gate,
    catalogue,
    stock,
    /** A pool of the test's own. */
    pool,
    call,
    ask,
    upload,
    stream,
    download: (request: MessageInitShape<typeof ExportSalesRequestSchema>) =>
      Array.fromAsync(stream(request)),
    /** The error that a call is refused with, as `CodeName message`. */
    async refusalOf(promise: Promise<unknown>): Promise<string> {
      const error = await promise.then(
        () => new Error("it was not refused"),
        (reason) => reason,
      );
      const { code, rawMessage } = ConnectError.from(error);
      return `${Code[code]} ${rawMessage}`;
    },
    /** Whether stock has followed every row of the ledger. */
    async isFollowed(): Promise<boolean> {
      const { rows } = await pool.query<{ followed: boolean }>(
        `select coalesce((select (k.epoch, k.xid, k.id) from sales.stock_position k) >=
           (select (s.epoch, s.xid, s.id) from sales.sale s order by epoch desc, xid desc, id desc limit 1), false) as followed`,
      );
      return rows[0]?.followed ?? false;
    },
    /** Starts another process's worth of the service beside this one, on the same stores. */
    async startAnother(clickhouseAt?: string) {
      const app = await start(clickhouseAt);
      const backend = routeBackends(new Map(app.services.map((it) => [it.desc.typeName, it])));
      const callOther: typeof call = (name, request) => call(name, request, backend);
      const askOther: typeof ask = (name, request) => ask(name, request, backend);
      return { call: callOther, ask: askOther, close: () => app.close() };
    },
    /** Stops the service and starts it again. */
    async restart(): Promise<void> {
      await apps.pop()?.close();
      apps.push(await start());
    },
    async stop(): Promise<void> {
      await Promise.all(apps.map((app) => app.close()));
      await pool.end();
      await gate.shut();
    },
  };
}
