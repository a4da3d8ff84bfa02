import { Kind, type Sale } from "@backroom/proto/sales/v1/sales_pb";
import type { ComponentChildren } from "preact";
import { useStore } from "../api/use-store.ts";
import { formatInstant } from "../format/date.ts";
import { formatMoney } from "../format/money.ts";
import { formatCount } from "../format/number.ts";
import { Badge } from "../ui/badge.tsx";
import { findRemainder } from "./amounts.ts";
import { formatPieces } from "./format-pieces.ts";
import { KindBadge } from "./kind-badge.tsx";
import { SaleLink } from "./sale-link.tsx";

/** Everything that the ledger says of one of its rows. */
export function SaleFacts({ sale }: { sale: Sale }) {
  const { currency, timeZone } = useStore();
  const left = findRemainder(sale);
  const facts: [name: string, value: ComponentChildren][] = [
    [
      "Kind",
      <>
        <KindBadge kind={sale.kind} /> {sale.voided && <Badge look="bad">Voided</Badge>}
      </>,
    ],
    ["Product", sale.sku ? `${sale.productName} (${sale.sku})` : sale.productName],
    ["Category", sale.category],
    ["Channel", sale.channel],
    ["Date", formatInstant(sale.saleDate, timeZone)],
    ["Pieces", formatCount(sale.quantity)],
    ["Price", formatMoney(sale.price, currency)],
    ["Total", formatMoney(sale.totalAmount, currency)],
    ["Order", sale.orderRef ?? "–"],
    ["Recorded", `${formatInstant(sale.recordedAt, timeZone)} by ${sale.recordedBy}`],
    ["Idempotency key", sale.idempotencyKey ?? "–"],
  ];
  if (sale.kind === Kind.SALE && (sale.refunds?.total ?? 0n) > 0n && !sale.voided) {
    const given = formatMoney(sale.refundedAmount ?? "0", currency);
    facts.push(["Given back", `${formatPieces(sale.refundedQuantity ?? 0)}, ${given}`]);
    const rest = formatMoney(left.amount, currency);
    facts.push(["Still left", `${formatPieces(left.quantity)}, ${rest}`]);
  }
  if (sale.refundOf !== undefined) {
    facts.push(["Of sale", <SaleLink id={sale.refundOf}>{`${sale.refundOf}`}</SaleLink>]);
  }
  if (sale.reason) facts.push(["Reason", sale.reason]);
  return (
    <dl class="sale-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
