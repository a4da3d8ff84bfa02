import { InventoryService, type Item } from "@backroom/proto/inventory/v1/inventory_pb";
import { useQuery } from "@connectrpc/connect-query";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "preact/hooks";
import { ErrorNotice } from "../ui/notice.tsx";
import { Pager } from "../ui/pager.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { HistoryChart } from "./history-chart.tsx";
import { HistoryTable } from "./history-table.tsx";
import { makeSteps } from "./step-series.ts";

const pageSize = 20;

/** How an item's quantity came to be, page by page: the steps and what made each. */
export function ItemHistory({ item }: { item: Item }) {
  const [tokens, setTokens] = useState<readonly string[]>([]);
  const { data, error, refetch } = useQuery(
    InventoryService.method.listHistory,
    { inventoryId: item.id, limit: pageSize, pageToken: tokens.at(-1) },
    { placeholderData: keepPreviousData },
  );
  const next = data?.nextPageToken;
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <div class="drawer-part">
      <h3>History</h3>
      {data ? (
        <HistoryChart
          steps={makeSteps(data.items, tokens.length === 0)}
          reorderLevel={item.reorderLevel}
        />
      ) : (
        <Skeleton lines={8} />
      )}
      <HistoryTable entries={data?.items} />
      <Pager
        noun="changes"
        total={data?.total}
        page={tokens.length + 1}
        onPrevious={tokens.length > 0 ? () => setTokens(tokens.slice(0, -1)) : undefined}
        onNext={next ? () => setTokens([...tokens, next]) : undefined}
      />
    </div>
  );
}
