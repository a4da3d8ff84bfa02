import { InventoryService, type Item } from "@backroom/proto/inventory/v1/inventory_pb";
import { useQuery } from "@connectrpc/connect-query";
import { PackagePlus } from "lucide-react";
import { Link } from "wouter";
import { useStore } from "../api/use-store.ts";
import { formatInstant } from "../format/date.ts";
import { formatCount } from "../format/number.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Fact } from "../ui/fact.tsx";
import { ErrorNotice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ItemHistory } from "./item-history.tsx";
import { nameItem } from "./name-item.ts";

interface Props {
  readonly id: string;
  readonly onChange: (item: Item) => void;
  readonly onClose: () => void;
}

/** All that is known of an item: its figures and how they came to be. */
export function ItemDrawer({ id, onChange, onClose }: Props) {
  const { timeZone } = useStore();
  const { data, error, refetch } = useQuery(InventoryService.method.getItem, { inventoryId: id });
  const item = data?.item;
  return (
    <Dialog wide title={item ? `${nameItem(item)} on ${item.channel}` : "Item"} onClose={onClose}>
      {error && !item && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!error && !item && <Skeleton lines={4} />}
      {item && (
        <>
          <div class="facts">
            <dl>
              <Fact title="Quantity" text={formatCount(item.quantity)} />
              <Fact title="Reserved" text={formatCount(item.reserved)} />
              <Fact title="Available" text={formatCount(item.available)} />
              <Fact title="Reorder level" text={formatCount(item.reorderLevel)} />
              <Fact title="Changed" text={formatInstant(item.updatedAt, timeZone)} />
            </dl>
            <div class="actions">
              {item.lowStock && <Badge look="warning">Low</Badge>}
              <Button icon={PackagePlus} onClick={() => onChange(item)}>
                Change stock
              </Button>
              <Link class="button quiet" href={`/products?product=${item.productId}`}>
                Open product
              </Link>
            </div>
          </div>
          <ItemHistory item={item} />
        </>
      )}
    </Dialog>
  );
}
