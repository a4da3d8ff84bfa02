import type { Reversal, Sale } from "@backroom/proto/sales/v1/sales_pb";
import { useStore } from "../api/use-store.ts";
import { formatMoney } from "../format/money.ts";
import { formatCount } from "../format/number.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { KindBadge } from "./kind-badge.tsx";
import { SaleLink } from "./sale-link.tsx";
import { When } from "./when.tsx";

/** What gave a sale back or undid it; nothing while nothing did. */
export function SaleReversals({ sale }: { sale: Sale }) {
  const { currency, timeZone } = useStore();
  const items = sale.refunds?.items ?? [];
  const total = Number(sale.refunds?.total ?? 0n);
  if (items.length === 0) return null;
  const columns: readonly Column<Reversal>[] = [
    {
      title: "Date",
      cell: ({ id, saleDate }) => (
        <SaleLink id={id}>
          <When instant={saleDate} timeZone={timeZone} />
        </SaleLink>
      ),
    },
    { title: "Kind", minor: true, cell: ({ kind }) => <KindBadge kind={kind} /> },
    { title: "Pieces", numeric: true, cell: ({ quantity }) => formatCount(quantity) },
    {
      title: "Amount",
      numeric: true,
      cell: ({ totalAmount }) => formatMoney(totalAmount, currency),
    },
    { title: "Stock", minor: true, cell: ({ restock }) => (restock ? "put back" : "–") },
    { title: "Reason", minor: true, cell: ({ reason }) => reason ?? "–" },
    { title: "By", minor: true, cell: ({ recordedBy }) => recordedBy },
  ];
  return (
    <section class="sale-reversals">
      <h3>What was given back</h3>
      <DataTable
        caption="Refunds of this sale"
        columns={columns}
        rows={items}
        rowKey={({ id }) => `${id}`}
      />
      {total > items.length && <p>{formatCount(total - items.length)} more are not shown.</p>}
    </section>
  );
}
