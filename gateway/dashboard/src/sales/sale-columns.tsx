import type { Sale } from "@backroom/proto/sales/v1/sales_pb";
import { formatInstant } from "../format/date.ts";
import { formatMoney } from "../format/money.ts";
import { formatCount } from "../format/number.ts";
import type { Column } from "../ui/data-table.tsx";
import { KindBadge } from "./kind-badge.tsx";
import { SaleLink } from "./sale-link.tsx";

/** The columns of the list of sales. */
export function makeColumns(currency: string, timeZone: string): readonly Column<Sale>[] {
  return [
    {
      title: "Date",
      cell: ({ id, saleDate }) => (
        <SaleLink id={id}>
          <time class="nowrap">{formatInstant(saleDate, timeZone)}</time>
        </SaleLink>
      ),
    },
    { title: "Kind", cell: ({ kind }) => <KindBadge kind={kind} /> },
    {
      title: "Product",
      cell: ({ productName, sku }) => (
        <span class="two-lines">
          {productName}
          {sku && <small>{sku}</small>}
        </span>
      ),
    },
    { title: "Channel", minor: true, cell: ({ channel }) => channel },
    { title: "Order", minor: true, cell: ({ orderRef }) => orderRef ?? "–" },
    { title: "Pieces", numeric: true, minor: true, cell: ({ quantity }) => formatCount(quantity) },
    {
      title: "Price",
      numeric: true,
      minor: true,
      cell: ({ price }) => formatMoney(price, currency),
    },
    {
      title: "Total",
      numeric: true,
      cell: ({ totalAmount }) => (
        <span class={totalAmount.startsWith("-") ? "given-back" : undefined}>
          {formatMoney(totalAmount, currency)}
        </span>
      ),
    },
  ];
}
