import { Kind, type Sale } from "@backroom/proto/sales/v1/sales_pb";
import { formatMoney } from "../format/money.ts";
import { formatCount } from "../format/number.ts";
import type { Column } from "../ui/data-table.tsx";
import { KindBadge } from "./kind-badge.tsx";
import { SaleLink } from "./sale-link.tsx";
import { When } from "./when.tsx";

/** The columns of the list of sales. */
export function makeColumns(currency: string, timeZone: string): readonly Column<Sale>[] {
  return [
    {
      title: "Date",
      cell: ({ id, saleDate }) => (
        <SaleLink id={id}>
          <When instant={saleDate} timeZone={timeZone} />
        </SaleLink>
      ),
    },
    { title: "Kind", minor: true, cell: ({ kind }) => <KindBadge kind={kind} /> },
    {
      title: "Product",
      cell: ({ kind, productName, sku }) => (
        <span class="two-lines">
          {productName}
          {sku && <small>{sku}</small>}
          {kind !== Kind.SALE && (
            <span class="narrow-only">
              <KindBadge kind={kind} />
            </span>
          )}
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
