import { Chance, divideRounded, formatDecimal, parseDecimal } from "@backroom/kit";
import { type RecordSaleRequest, RecordSaleRequestSchema } from "@backroom/proto/sales/v1/sales_pb";
import { create } from "@bufbuild/protobuf";
import { dayMs, findPromotion, hourWeights, measureDemand } from "./demo-days.ts";
import { demoChannels, demoProducts } from "./demo-products.ts";

/** How many sales an average day has. */
const salesPerDay = 52;

/** How long the demo shop has been open, in days. */
const openDays = 3 * 365;

/** What share of the sales is given back. */
const refundShare = 0.008;

/** A sale of the demo shop, and what becomes of it. */
export interface DemoSale {
  readonly sale: RecordSaleRequest;
  /** What is given back of it; absent for most. */
  readonly refund?: DemoRefund;
}

/** Some pieces that are sent back, and what is paid for them. */
export interface DemoRefund {
  readonly quantity: number;
  readonly totalAmount: string;
  readonly saleDate: string;
}

/**
 * Makes up three years of sales, oldest first, up to this instant. The same day always has the
 * same sales with the same idempotency keys, so that loading them can be broken off and repeated.
 */
export function* makeSales(now: Date): Generator<DemoSale> {
  const today = Math.floor(now.getTime() / dayMs);
  for (let day = today - openDays + 1; day <= today; day += 1) {
    yield* makeDay(new Date(day * dayMs), now);
  }
}

/** Makes up one day's sales. */
function* makeDay(day: Date, now: Date): Generator<DemoSale> {
  const date = day.toISOString().slice(0, 10);
  const chance = new Chance(`sales ${date}`);
  const noise = 0.8 + chance.next() * 0.4;
  const count = Math.round(salesPerDay * measureDemand(day) * noise);
  const month = day.getUTCMonth();
  const weights = demoProducts.map(({ weight, seasons }) => weight * (seasons[month] ?? 1));
  const times = Array.from({ length: count }, () => makeTime(chance, day)).sort((a, b) => a - b);
  for (const [index, time] of times.entries()) {
    const demoSale = makeSale(chance, weights, new Date(time), `${date}-${index + 1}`);
    if (time > now.getTime()) return;
    const isRefundDue = demoSale.refund && Date.parse(demoSale.refund.saleDate) <= now.getTime();
    yield isRefundDue ? demoSale : { sale: demoSale.sale };
  }
}

/** Picks an instant of a day, in milliseconds since 1970. */
function makeTime(chance: Chance, day: Date): number {
  return (
    day.getTime() + chance.pickWeighted(hourWeights) * 3_600_000 + chance.integer(0, 3_599_999)
  );
}

/** Makes up one sale. */
function makeSale(chance: Chance, weights: readonly number[], at: Date, name: string): DemoSale {
  const product = demoProducts[chance.pickWeighted(weights)]?.row;
  if (!product) throw new RangeError("the demo shop has no products");
  const [channel] = demoChannels[chance.pickWeighted(demoChannels.map(([, share]) => share))] ?? [
    "default",
  ];
  const quantity = 1 + chance.pickWeighted([70, 19, 6, 3, 1, 1]);
  const coupon = chance.happens(0.06) ? 10 : 0;
  const percent = Math.max(findPromotion(at)?.percent ?? 0, coupon);
  const full = parseDecimal(product.price) * BigInt(quantity);
  const total = roundToCents(full * BigInt(100 - percent), 100n);
  const sale = create(RecordSaleRequestSchema, {
    sku: product.sku,
    quantity,
    channel,
    price: product.price,
    totalAmount: formatDecimal(total),
    saleDate: at.toISOString(),
    orderRef: `D-${name}`,
    idempotencyKey: `demo-${name}`,
    historical: true,
  });
  const isRefunded = chance.happens(refundShare);
  const delayMs = chance.integer(2 * dayMs, 20 * dayMs);
  if (!isRefunded) return { sale };
  const saleDate = new Date(at.getTime() + delayMs).toISOString();
  const givenBack = chance.integer(1, quantity);
  const share = roundToCents(total * BigInt(givenBack), BigInt(quantity));
  return { sale, refund: { quantity: givenBack, totalAmount: formatDecimal(share), saleDate } };
}

/** Divides an amount, rounding as shops do: a cent is a hundred of the ten-thousandths that amounts are counted in. */
function roundToCents(dividend: bigint, divisor: bigint): bigint {
  return divideRounded(dividend, divisor * 100n) * 100n;
}
