import type { Handlers } from "@backroom/kit";
import type { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { Code, ConnectError } from "@connectrpc/connect";

/** Answers the figures of a range, and how they changed. */
export function getSummary(): Handlers<typeof RevenueService>["getSummary"] {
  return async () => {
    throw new ConnectError("getSummary", Code.Unimplemented);
  };
}
