import {
  type Backend,
  bindService,
  type CallContext,
  createCallMetrics,
  type Handlers,
  type Logger,
} from "@backroom/kit";
import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { DescService, Message } from "@bufbuild/protobuf";
import type { Registry } from "prom-client";

/** Handlers for some rpcs of each service; the others answer an empty message or no stream. */
export interface StubHandlers {
  readonly catalog?: Partial<Handlers<typeof CatalogService>>;
  readonly inventory?: Partial<Handlers<typeof InventoryService>>;
  readonly sales?: Partial<Handlers<typeof SalesService>>;
  readonly revenue?: Partial<Handlers<typeof RevenueService>>;
}

/** A call that reached a backend. */
export interface SeenCall {
  readonly rpc: string;
  readonly request: Message;
  readonly context: CallContext;
}

/** Binds the real service descriptors, behind the real chain, to small handlers. */
export function stubBackends(
  handlers: StubHandlers,
  seen: SeenCall[],
  log: Logger,
  registry: Registry,
): Map<string, Backend> {
  const metrics = createCallMetrics(registry);
  /** Binds one service. */
  function bind<S extends DescService>(desc: S, some: object = {}): readonly [string, Backend] {
    const entries = desc.methods.map((method) => {
      const given = (some as Record<string, (request: Message, context: CallContext) => unknown>)[
        method.localName
      ];
      const handler = given ?? (method.methodKind === "unary" ? answerEmpty : streamNothing);
      return [
        method.localName,
        (request: Message, context: CallContext) => {
          seen.push({ rpc: method.name, request, context });
          return handler(request, context);
        },
      ];
    });
    return [desc.typeName, bindService(desc, Object.fromEntries(entries), { log, metrics })];
  }
  return new Map([
    bind(CatalogService, handlers.catalog),
    bind(InventoryService, handlers.inventory),
    bind(SalesService, handlers.sales),
    bind(RevenueService, handlers.revenue),
  ]);
}

/** Answers an empty message. */
async function answerEmpty() {
  return {};
}

/** Streams nothing. */
async function* streamNothing() {}
