import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { DescMethodUnary } from "@bufbuild/protobuf";
import { createConnectQueryKey } from "@connectrpc/connect-query";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "preact/hooks";
import { createPacer } from "./create-pacer.ts";

const restMs = 2_000;

/** What the panels beneath the figures ask for. */
const questions = [
  RevenueService.method.compareRevenue,
  RevenueService.method.getRevenue,
  RevenueService.method.breakdownRevenue,
  SalesService.method.listSales,
  InventoryService.method.listLowStockItems,
].map((schema: DescMethodUnary) => createConnectQueryKey({ schema, cardinality: "finite" }));

/** A function that has the panels ask again, at most every two seconds and not before they have their answers. */
export function usePanelRefresh(): () => void {
  const queryClient = useQueryClient();
  const [left] = useState(() => new AbortController());
  useEffect(() => () => left.abort(), [left]);
  const [refresh] = useState(() =>
    createPacer(
      () => Promise.all(questions.map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
      restMs,
      left.signal,
    ),
  );
  return refresh;
}
