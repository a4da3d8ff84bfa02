import {
  bindService,
  type Clickhouse,
  createCallMetrics,
  createContext,
  createLog,
  Hint,
  openClickhouse,
  type Select,
} from "@backroom/kit";
import { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { Contents } from "@backroom/sales/contents";
import { createRevenueHandlers } from "@backroom/sales/revenue";
import { type DescMethodUnary, fromJson, type JsonValue, type Message } from "@bufbuild/protobuf";
import pg from "pg";
import { Registry } from "prom-client";
import { storeZone } from "../data/shop.ts";
import type { Request } from "../mix/to-request.ts";

/** The statements of one answer: those of a group were sent at the same time. */
export type Statements = readonly (readonly Select[])[];

/** Finds out which statements the service sends to ClickHouse for an answer. */
export interface StatementRecorder {
  record(request: Request): Promise<Statements>;
  close(): Promise<void>;
}

/** Makes a recorder: it has the service's own handlers answer in this process, and listens. */
export function createRecorder(clickhouseUrl: string): StatementRecorder {
  const clickhouse = openClickhouse(clickhouseUrl);
  let groups: Select[][] = [];
  let underWay = 0;
  const listening = new Proxy(clickhouse, {
    get(target, name) {
      if (name !== "readRows") return Reflect.get(target, name);
      return async (select: Select, signal: AbortSignal) => {
        if (underWay++ === 0) groups.push([]);
        groups.at(-1)?.push(select);
        try {
          return await target.readRows(select, signal);
        } finally {
          underWay--;
        }
      };
    },
  });
  const pool = new pg.Pool({ host: "ledger.invalid" }); // An answer from the ledger would be of no use.
  const log = createLog("bench", "silent");
  const registry = new Registry();
  const contents = new Contents();
  const service = bindService(
    RevenueService,
    createRevenueHandlers({
      clickhouse: listening as Clickhouse,
      pool,
      mirror: {
        asOfMs: () => Date.now(),
        changed: new Hint(),
        contents: () => contents,
        waitUntilFresh: async () => {},
      },
      log,
      registry,
      maxCacheBytes: 0,
      maxWatchesOfOne: 1,
      stopping: new AbortController().signal,
      storeTimeZone: storeZone,
      resolveFilter: async ({ productIds, categoryIds }) => ({ productIds, categoryIds }),
    }),
    { log, metrics: createCallMetrics(registry) },
  );
  return {
    async record(request) {
      groups = [];
      const method = RevenueService.method[request.rpc] as DescMethodUnary;
      const context = createContext({ caller: { name: "bench" }, timeoutMs: 60_000 });
      await service.unary(method, toMessage(method, request), context);
      return groups;
    },
    async close() {
      await clickhouse.close();
      await pool.end();
    },
  };
}

/** Makes the rpc's message of a REST request's parameters. */
function toMessage({ input }: DescMethodUnary, { parameters }: Request): Message {
  const json: Record<string, JsonValue> = {};
  for (const [name, text] of parameters) {
    const field = input.fields.find((each) => each.name === name);
    if (!field) throw new Error(`${input.typeName} has no field ${name}`);
    const isEnum = field.fieldKind === "enum";
    const value = isEnum ? `${field.enum.sharedPrefix}${text}`.toUpperCase() : text;
    const items = json[name];
    if (field.fieldKind !== "list") json[name] = value;
    else if (Array.isArray(items)) items.push(value);
    else json[name] = [value];
  }
  return fromJson(input, json);
}
