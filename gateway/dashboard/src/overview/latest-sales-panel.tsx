import { Kind, SalesService } from "@backroom/proto/sales/v1/sales_pb";
import { useQuery } from "@connectrpc/connect-query";
import { ReceiptText } from "lucide-react";
import { useStore } from "../api/use-store.ts";
import { formatInstant } from "../format/date.ts";
import { formatMoney } from "../format/money.ts";
import { formatCount } from "../format/number.ts";
import type { Period } from "../period/period.ts";
import { Badge } from "../ui/badge.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyNotice, ErrorNotice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { PageLink } from "./page-link.tsx";
import { panelOptions } from "./panel-options.ts";

const limit = 8;

/** The latest sales, refunds and voids of the period. */
export function LatestSalesPanel({ startDate, endDate }: Period) {
  const { currency, timeZone } = useStore();
  const { data, error, refetch } = useQuery(
    SalesService.method.listSales,
    { limit, startDate, endDate },
    panelOptions,
  );
  return (
    <Panel
      title="Latest sales"
      actions={<PageLink path="/sales" text="All sales" />}
      class="latest-sales"
    >
      {!data && error ? (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          caption="Sales, newest first"
          rows={data?.items}
          rowKey={({ id }) => `${id}`}
          expectedRows={limit}
          empty={
            <EmptyNotice
              icon={ReceiptText}
              title="No sales in this period"
              text="Choose a longer period, or record a sale."
            />
          }
          columns={[
            {
              title: "When",
              minor: true,
              cell: ({ saleDate }) => <span class="when">{formatInstant(saleDate, timeZone)}</span>,
            },
            {
              title: "Product",
              cell: ({ productName, kind }) => (
                <span class="clipped">
                  {kind === Kind.REFUND && <Badge look="warning">Refund</Badge>}
                  {kind === Kind.VOID && <Badge look="bad">Void</Badge>} {productName}
                </span>
              ),
            },
            { title: "Channel", minor: true, cell: ({ channel }) => channel },
            { title: "Units", numeric: true, cell: ({ quantity }) => formatCount(quantity) },
            {
              title: "Amount",
              numeric: true,
              cell: ({ totalAmount }) => formatMoney(totalAmount, currency),
            },
          ]}
        />
      )}
    </Panel>
  );
}
