import { GetImportResponseSchema } from "@backroom/proto/sales/v1/sales_pb";
import { ReconcileResponseSchema } from "@backroom/proto/sales/v1/mirror_pb";
import { ResolveProductsRequestSchema } from "@backroom/proto/catalog/v1/feed_pb";
import {
  CompareRevenueResponseSchema,
  GetRevenueResponseSchema,
  GetSummaryResponseSchema,
} from "@backroom/proto/revenue/v1/revenue_pb";
import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { compileTable } from "./compile-table.ts";

const revenue = compileTable(GetRevenueResponseSchema, "points");
const own = "period,revenue,gross,refunds,units,sales,partial";
