import { type Sale, SalesService } from "@backroom/proto/sales/v1/sales_pb";
import { useQuery } from "@connectrpc/connect-query";
import { keepPreviousData } from "@tanstack/react-query";
import { ReceiptText } from "lucide-react";
import { useState } from "preact/hooks";
import { useStore } from "../api/use-store.ts";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyNotice, ErrorNotice } from "../ui/notice.tsx";
import { Pager } from "../ui/pager.tsx";
import { makeColumns } from "./sale-columns.tsx";
import { type SaleFilter, toQuery } from "./sale-filter.ts";
import { usePages } from "./use-pages.ts";

const limit = 50;

/** The rows of the ledger that a filter lets through, the newest first. */
export function SaleList({ filter }: { filter: SaleFilter }) {
  const { currency, timeZone } = useStore();
  const [nextToken, setNextToken] = useState<string>();
  const { token, onPrevious, onNext } = usePages(`${toQuery(filter)}`, nextToken);
  const { data, error, refetch } = useQuery(
    SalesService.method.listSales,
    { ...filter, limit, pageToken: token },
    { placeholderData: keepPreviousData },
  );
  const following = data?.nextPageToken || undefined;
  if (following !== nextToken) setNextToken(following);
  if (error && !data) {
    return (
      <>
        <ErrorNotice error={error} onRetry={() => refetch()} />
        {onPrevious && <Pager total={undefined} noun="rows" onPrevious={onPrevious} />}
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
          <EmptyNotice
            icon={ReceiptText}
            title="Nothing was sold here."
            text="Choose a longer period or fewer filters, record a sale, or import a file."
          />
        }
      />
      <Pager total={data?.total} noun="rows" onPrevious={onPrevious} onNext={onNext} />
    </>
  );
}
