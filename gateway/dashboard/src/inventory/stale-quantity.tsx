import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { useQuery } from "@connectrpc/connect-query";
import { formatCount } from "../format/number.ts";
import { Button } from "../ui/button.tsx";
import { ErrorNotice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

interface Props {
  readonly id: string;
  /** What was thought to lie there. */
  readonly expected: bigint;
  /** Called with what lies there now, and whether what was typed is to stay. */
  readonly onResolved: (newest: bigint, isKept: boolean) => void;
}

/** Explains that the stock changed while it was being counted, and what lies there now. */
export function StaleQuantity({ id, expected, onResolved }: Props) {
  const { data, error, isFetching, refetch } = useQuery(
    InventoryService.method.getItem,
    { inventoryId: id },
    { staleTime: 0, gcTime: 0 },
  );
  const newest = isFetching ? undefined : data?.item;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <div class="conflict" role="alert">
      {newest ? (
        <p>
          It was {formatCount(expected)} and is <strong>{formatCount(newest.quantity)}</strong> now.
          Nothing was set. Does your count include that?
        </p>
      ) : (
        <Skeleton />
      )}
      <div class="actions">
        <Button disabled={!newest} onClick={() => newest && onResolved(newest.quantity, true)}>
          Keep my count
        </Button>
        <Button
          look="quiet"
          disabled={!newest}
          onClick={() => newest && onResolved(newest.quantity, false)}
        >
          Take what is there
        </Button>
      </div>
    </div>
  );
}
