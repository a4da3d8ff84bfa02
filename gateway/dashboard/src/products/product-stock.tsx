import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { useQuery } from "@connectrpc/connect-query";
import { Link } from "wouter";
import { formatCount } from "../format/number.ts";
import { Badge } from "../ui/badge.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { ErrorNotice } from "../ui/notice.tsx";

/** How many pieces of a product lie where. */
export function ProductStock({ id }: { id: bigint }) {
  const { data, error, refetch } = useQuery(InventoryService.method.getProductStock, {
    productId: id,
  });
  const stock = data?.productStock;
  return (
    <div class="drawer-part">
      <header>
        <h3>Stock{stock && `: ${formatCount(stock.stock)}`}</h3>
        <Link href={`/inventory?product=${id}`}>Open in inventory</Link>
      </header>
      {error && !stock ? (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          caption="Stock by channel"
          columns={[
            {
              title: "Channel",
              cell: ({ channel, lowStock }) => (
                <span class="with-badge">
                  {channel}
                  {lowStock && <Badge look="warning">Low</Badge>}
                </span>
              ),
            },
            {
              title: "Reserved",
              numeric: true,
              minor: true,
              cell: ({ reserved }) => formatCount(reserved),
            },
            {
              title: "Reorder level",
              numeric: true,
              cell: ({ reorderLevel }) => formatCount(reorderLevel),
            },
            { title: "Quantity", numeric: true, cell: ({ quantity }) => formatCount(quantity) },
          ]}
          rows={stock?.items}
          rowKey={({ id: item }) => item}
          expectedRows={2}
          empty={<p class="nothing">Its stock is not tracked.</p>}
        />
      )}
    </div>
  );
}
