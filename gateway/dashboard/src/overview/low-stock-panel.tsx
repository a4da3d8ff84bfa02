import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { useQuery } from "@connectrpc/connect-query";
import { PackageCheck } from "lucide-react";
import { formatCount } from "../format/number.ts";
import { Badge } from "../ui/badge.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyNotice, ErrorNotice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { PageLink } from "./page-link.tsx";
import { panelOptions } from "./panel-options.ts";

const limit = 8;
const refreshMs = 15_000;
const lowOnly = { low: "yes" };

/** What is low in stock, whatever the period. Stock also changes without a sale, so it is asked for now and then. */
export function LowStockPanel() {
  const { data, error, refetch } = useQuery(
    InventoryService.method.listLowStockItems,
    { limit },
    { ...panelOptions, refetchInterval: refreshMs },
  );
  return (
    <Panel
      title="Low stock"
      actions={
        <PageLink
          path="/inventory"
          parameters={lowOnly}
          text={
            data && data.total > limit ? `All ${formatCount(data.total)} low items` : "Low items"
          }
        />
      }
      class="low-stock"
    >
      {!data && error ? (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          caption="Items to reorder"
          rows={data?.items}
          rowKey={({ id }) => id}
          expectedRows={limit}
          empty={<EmptyNotice icon={PackageCheck} title="Nothing is low in stock" />}
          columns={[
            {
              title: "Product",
              cell: ({ productName, productId }) => (
                <span class="clipped">{productName ?? `Product ${productId}`}</span>
              ),
            },
            { title: "Channel", minor: true, cell: ({ channel }) => channel },
            {
              title: "In stock",
              numeric: true,
              cell: ({ quantity }) => (
                <Badge look={quantity > 0n ? "warning" : "bad"}>{formatCount(quantity)}</Badge>
              ),
            },
            {
              title: "Reorder at",
              numeric: true,
              cell: ({ reorderLevel }) => formatCount(reorderLevel),
            },
          ]}
        />
      )}
    </Panel>
  );
}
