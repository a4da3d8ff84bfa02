import { type Sale, SalesService } from "@backroom/proto/sales/v1/sales_pb";
import { useQuery } from "@connectrpc/connect-query";
import { keepPreviousData } from "@tanstack/react-query";
import { ReceiptText } from "lucide-react";
import { choosePage } from "../api/page-of-list.ts";
import { usePageOfList } from "../api/use-page-of-list.ts";
import { useStore } from "../api/use-store.ts";
import { DataTable } from "../ui/data-table.tsx";
import { BeyondNotice, EmptyNotice, ErrorNotice } from "../ui/notice.tsx";
import { Pager } from "../ui/pager.tsx";
import { makeColumns } from "./sale-columns.tsx";
import type { SaleFilter } from "./sale-filter.ts";

const pageSize = 50;

/** The rows of the ledger that a filter lets through, the newest first. */
export function SaleList({ filter }: { filter: SaleFilter }) {
  const { currency, timeZone } = useStore();
  const { of, ways } = usePageOfList(pageSize);
  const { data, error, refetch, isPlaceholderData } = useQuery(
    SalesService.method.listSales,
    { ...filter, ...choosePage(of, pageSize) },
    { placeholderData: keepPreviousData },
  );
  const pager = (
    <Pager total={data?.total} noun="rows" {...ways(data?.nextPageToken, isPlaceholderData)} />
  );
  if (error && !data) {
    return (
      <>
        <ErrorNotice error={error} onRetry={() => refetch()} />
        {of.page > 1 && pager}
      </>
    );
  }
  return (
    <>
      <DataTable<Sale>
        caption="Sales, refunds and voids"
        columns={makeColumns(currency, timeZone)}
        rows={data?.items}
        rowKey={({ id }) => `${id}`}
        expectedRows={12}
        empty={
          of.page > 1 ? (
            <BeyondNotice icon={ReceiptText} />
          ) : (
            <EmptyNotice
              icon={ReceiptText}
              title="Nothing was sold here."
              text="Choose a longer period or fewer filters, record a sale, or import a file."
            />
          )
        }
      />
      {pager}
    </>
  );
}
