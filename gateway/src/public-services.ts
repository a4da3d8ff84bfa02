import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { DescService } from "@bufbuild/protobuf";

/** Every service that the gateway offers. Those that are not here are internal. */
export const publicServices: readonly DescService[] = [
  CatalogService,
  InventoryService,
  SalesService,
  RevenueService,
];
