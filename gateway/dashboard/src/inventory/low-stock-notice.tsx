import { useStore } from "../api/use-store.ts";
import { formatTime } from "../format/date.ts";
import { formatCount } from "../format/number.ts";
import { ItemLink } from "./item-link.tsx";
import { nameItem } from "./name-item.ts";
import { useLowStockEvents } from "./use-low-stock-events.ts";

/** Says quietly which item last became low, or is no longer, as it happens. */
export function LowStockNotice() {
  const { timeZone } = useStore();
  const { latest, isLive } = useLowStockEvents();
  return (
    <span class="low-stock-notice" role="status">
      <span class={`live-dot ${isLive ? "on" : ""}`} aria-hidden="true" />
      {!latest && (isLive ? "Live: says here when an item becomes low." : "Connecting …")}
      {latest && (
        <span>
          {formatTime(latest.occurredAt ?? new Date(), timeZone)}:{" "}
          <ItemLink id={latest.inventoryId}>{nameItem(latest)}</ItemLink> on {latest.channel}{" "}
          {latest.lowStock ? "is low" : "is no longer low"}: {formatCount(latest.quantity)} left,
          reorder level {formatCount(latest.reorderLevel)}
          {!isLive && " (reconnecting …)"}
        </span>
      )}
    </span>
  );
}
