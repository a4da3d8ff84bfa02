import { InventoryService, type LowStockEvent } from "@backroom/proto/inventory/v1/inventory_pb";
import { createClient } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import { useEffect, useState } from "preact/hooks";
import { sleep } from "../api/sleep.ts";
import { useRefresh } from "../api/use-refresh.ts";
import { useIsVisible } from "../ui/use-is-visible.ts";
import { followLowStock } from "./follow-low-stock.ts";

const refreshPauseMs = 1_000;

/**
 * The latest crossing of a reorder level since the page was opened, and whether such come as they
 * happen. Every one asks for the shown stock again, at most once a second. Nothing is followed while
 * the tab is hidden: a browser has few connections to a server, which all its tabs share.
 */
export function useLowStockEvents(): {
  readonly latest: LowStockEvent | undefined;
  readonly isLive: boolean;
} {
  const transport = useTransport();
  const refresh = useRefresh(InventoryService);
  const [latest, setLatest] = useState<LowStockEvent>();
  const [isLive, setLive] = useState(false);
  const isVisible = useIsVisible();
  useEffect(() => {
    if (!isVisible) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refreshSoon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void refresh();
      }, refreshPauseMs);
    };
    void followLowStock({
      client: createClient(InventoryService, transport),
      signal: stop.signal,
      onEvent: (event) => {
        setLatest(event);
        refreshSoon();
      },
      onLive: setLive,
      onGap: refreshSoon,
      pause: sleep,
    });
    return () => {
      stop.abort();
      clearTimeout(timer);
      setLive(false);
    };
  }, [transport, isVisible]);
  return { latest, isLive };
}
