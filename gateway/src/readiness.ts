import { type Backend, createContext } from "@backroom/kit";
import { CatalogService, GetCategoryRequestSchema } from "@backroom/proto/catalog/v1/catalog_pb";
import { GetItemRequestSchema, InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { GetRevenueRequestSchema, RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { GetSaleRequestSchema, SalesService } from "@backroom/proto/sales/v1/sales_pb";
import { create, type DescMethodUnary, type Message } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { codeToString } from "@connectrpc/connect/protocol-connect";
import { beginLife } from "./http/call-life.ts";

/** Answers, for each service by name, `ready` or the code of what is wrong. */
export type CheckReadiness = () => Promise<Readonly<Record<string, string>>>;

const timeoutMs = 2_000;
const keepMs = 1_000;
const nilUuid = "00000000-0000-0000-0000-000000000000";

/** For each service a read that touches its store and costs next to nothing. */
const probes: readonly (readonly [DescMethodUnary, Message])[] = [
  [CatalogService.method.getCategory, create(GetCategoryRequestSchema, { categoryId: 1n })],
  [InventoryService.method.getItem, create(GetItemRequestSchema, { inventoryId: nilUuid })],
  [SalesService.method.getSale, create(GetSaleRequestSchema, { saleId: 1n })],
  [
    RevenueService.method.getRevenue,
    create(GetRevenueRequestSchema, { startDate: "1971-01-01", endDate: "1971-01-01" }),
  ],
];

/** Outcomes that say that a service works, although there is nothing to find. */
const soundCodes = new Set([Code.NotFound, Code.InvalidArgument, Code.FailedPrecondition]);

/**
 * Makes the readiness check of the backends. Answers are kept for a second, so that asking often,
 * which anybody may, costs nothing.
 */
export function createReadinessCheck(backends: ReadonlyMap<string, Backend>): CheckReadiness {
  let answer: ReturnType<CheckReadiness> | undefined;
  let askedAt = 0;
  return () => {
    if (!answer || Date.now() - askedAt > keepMs) {
      askedAt = Date.now();
      answer = Promise.all(probes.map((probe) => ask(backends, ...probe))).then(Object.fromEntries);
    }
    return answer;
  };
}

/** Asks one service whether it works. */
async function ask(
  backends: ReadonlyMap<string, Backend>,
  method: DescMethodUnary,
  request: Message,
): Promise<readonly [string, string]> {
  const name = method.parent.typeName;
  const backend = backends.get(name);
  if (!backend) return [name, "not connected"];
  const life = beginLife(timeoutMs);
  const { signal } = life;
  try {
    const context = createContext({ caller: { name: "readiness" }, signal, timeoutMs });
    await Promise.race([backend.unary(method, request, context), life.ended]);
  } catch (thrown) {
    // Anybody may ask, so the code must do: a message could name what is inside.
    const { code } = ConnectError.from(thrown);
    if (!soundCodes.has(code)) return [name, codeToString(code)];
  } finally {
    life.finish();
  }
  return [name, "ready"];
}
