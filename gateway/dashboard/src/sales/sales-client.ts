import { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import { createClient } from "@connectrpc/connect";
import { transport } from "../api/transport.ts";

/** Calls the sales service where the answer is not a view's own. */
export const salesClient = createClient(SalesService, transport);
