import type { Item } from "@backroom/proto/inventory/v1/inventory_pb";
import { Plus } from "lucide-react";
import { useRef, useState } from "preact/hooks";
import { usePageOfList } from "../api/use-page-of-list.ts";
import { useUrlState } from "../api/use-url-state.ts";
import { Button } from "../ui/button.tsx";
import { ErrorNotice } from "../ui/notice.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Pager } from "../ui/pager.tsx";
import { Panel } from "../ui/panel.tsx";
import { useShortcuts } from "../ui/use-shortcuts.ts";
import { ChangeDialog } from "./change-dialog.tsx";
import "./inventory.css";
import { ItemDrawer } from "./item-drawer.tsx";
import { readItemFilter } from "./item-filter.ts";
import { ItemFilters } from "./item-filters.tsx";
import { ItemTable } from "./item-table.tsx";
import { LowStockNotice } from "./low-stock-notice.tsx";
import { NewItemDialog } from "./new-item-dialog.tsx";
import { NoItems } from "./no-items.tsx";
import { useItems } from "./use-items.ts";

const pageSize = 25;
const itemId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The page Inventory: how many pieces of each product lie where, and what is running low. */
export default function Inventory() {
  const [state, setState] = useUrlState();
  const filter = readItemFilter(state);
  const { of, ways } = usePageOfList(pageSize);
  const { items, total, nextToken, isStale, error, refetch } = useItems(filter, of, pageSize);
  const [open, setOpen] = useState<Item | "new">();
  const filters = useRef<HTMLElement>(null);
  useShortcuts({
    "/": () => filters.current?.querySelector("input")?.focus(),
    n: () => setOpen("new"),
  });
  const close = () => setOpen(undefined);
  const opened = itemId.test(state.item ?? "") ? state.item : undefined;
  return (
    <>
      <PageHeader title="Inventory" text={<LowStockNotice />}>
        <Button look="primary" icon={Plus} aria-keyshortcuts="n" onClick={() => setOpen("new")}>
          New item
        </Button>
      </PageHeader>
      <Panel title={filter.isLowOnly ? "Low stock" : "Stock by channel"}>
        <ItemFilters frame={filters} />
        {error ? (
          <ErrorNotice error={error} onRetry={refetch} />
        ) : (
          <ItemTable
            items={items}
            isLowOnly={filter.isLowOnly}
            onChange={setOpen}
            empty={
              <NoItems
                isLowOnly={filter.isLowOnly}
                isBeyond={of.page > 1}
                onCreate={() => setOpen("new")}
              />
            }
          />
        )}
        <Pager noun="items" total={total} {...ways(nextToken, isStale)} />
      </Panel>
      {opened && (
        <ItemDrawer
          key={opened}
          id={opened}
          onChange={setOpen}
          onClose={() => setState({ item: undefined }, { replace: true })}
        />
      )}
      {open === "new" && <NewItemDialog productId={filter.productId} onClose={close} />}
      {open && open !== "new" && <ChangeDialog item={open} onClose={close} />}
    </>
  );
}
