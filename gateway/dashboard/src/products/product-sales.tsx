import { Kind, SalesService } from "@backroom/proto/sales/v1/sales_pb";
import { useQuery } from "@connectrpc/connect-query";
import { Link } from "wouter";
import { useStore } from "../api/use-store.ts";
import { formatInstant } from "../format/date.ts";
import { formatMoney } from "../format/money.ts";
import { formatCount } from "../format/number.ts";
import { Badge } from "../ui/badge.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { ErrorNotice } from "../ui/notice.tsx";

const maxShown = 8;

/** The latest entries of the sales ledger about a product. */
export function ProductSales({ id }: { id: bigint }) {
  const { currency, timeZone } = useStore();
  const { data, error, refetch } = useQuery(SalesService.method.listSales, {
    productId: id,
    limit: maxShown,
  });
  return (
    <div class="drawer-part">
      <header>
        <h3>Latest sales</h3>
        <Link href={`/sales?product=${id}`}>All sales</Link>
      </header>
      {error && !data ? (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          caption="Latest sales"
          columns={[
            {
              title: "When",
              cell: ({ saleDate, kind }) => (
                <span class="with-badge">
                  {formatInstant(saleDate, timeZone)}
                  {kind !== Kind.SALE && <Badge>{kind === Kind.VOID ? "Void" : "Refund"}</Badge>}
                </span>
              ),
            },
            { title: "Channel", minor: true, cell: ({ channel }) => channel },
            { title: "Pieces", numeric: true, cell: ({ quantity }) => formatCount(quantity) },
            {
              title: "Total",
              numeric: true,
              cell: ({ totalAmount }) => formatMoney(totalAmount, currency),
            },
          ]}
          rows={data?.items}
          rowKey={({ id: sale }) => `${sale}`}
          expectedRows={maxShown}
          empty={<p class="nothing">It was never sold.</p>}
        />
      )}
    </div>
  );
}
