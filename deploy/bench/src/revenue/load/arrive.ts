import { setTimeout as sleep } from "node:timers/promises";
import { type ImportSalesRequestSchema, SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { createClient, type Transport } from "@connectrpc/connect";
import { channels, lastDay, storeZone } from "../data/shop.ts";

type Message = MessageInitShape<typeof ImportSalesRequestSchema>;

const messagesASecond = 20;

/** What arrived. */
export interface Arrivals {
  readonly count: number;
  /** As the ledger acknowledged them. */
  readonly aSecond: number;
}

/** Sends sales of the shop's last day by ImportSales at a steady rate, for so many seconds. */
export async function sendArrivals(
  transport: Transport,
  productIds: readonly number[],
  salesASecond: number,
  seconds: number,
): Promise<Arrivals> {
  const begunAtMs = performance.now();
  const messages = makeArrivals(productIds, salesASecond, seconds);
  const sales = createClient(SalesService, transport);
  const { import: state } = await sales.importSales(messages as AsyncIterable<never>);
  const took = (performance.now() - begunAtMs) / 1000;
  if (!state || state.refused > 0n) throw new Error(`${state?.refused} arrivals were refused`);
  return { count: Number(state.added), aSecond: Number(state.added) / took };
}

/** Makes up the arrivals, each message when it is due. */
async function* makeArrivals(
  productIds: readonly number[],
  salesASecond: number,
  seconds: number,
): AsyncGenerator<Message> {
  const importId = `arrivals-${Date.now()}`;
  const rowsAMessage = Math.round(salesASecond / messagesASecond);
  const begunAtMs = performance.now();
  for (let sent = 0; sent < seconds * messagesASecond; sent++) {
    const dueMs = begunAtMs + (sent * 1000) / messagesASecond;
    await sleep(Math.max(0, dueMs - performance.now()));
    const rows = Array.from({ length: rowsAMessage }, (_, index) => {
      const row = sent * rowsAMessage + index + 1;
      return { row: BigInt(row), sale: makeSale(importId, row, productIds) };
    });
    yield { importId, rows };
  }
}

const startMs = lastDay.toZonedDateTime(storeZone).epochMilliseconds;
const dayMs = 86_400_000;

/** Makes up a sale of the last day, of a product that is likelier the better it sells. */
function makeSale(importId: string, row: number, productIds: readonly number[]) {
  const scramble = Math.imul(row, 2_654_435_761) >>> 0;
  const share = scramble / 2 ** 32;
  return {
    productId: BigInt(productIds[Math.floor(productIds.length * share ** 3)] ?? 1),
    quantity: 1 + (scramble % 3),
    channel: channels[(scramble >>> 8) % channels.length]?.name,
    price: `${2 + (scramble % 90)}.95`,
    saleDate: new Date(startMs + ((Math.imul(row, 40_503) >>> 0) % dayMs)).toISOString(),
    idempotencyKey: `${importId}-${row}`,
    historical: true,
  };
}
