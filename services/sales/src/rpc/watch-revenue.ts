import type { Handlers } from "@backroom/kit";
import type { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { Code, ConnectError } from "@connectrpc/connect";

/** Sends the summary of a range whenever it changes. */
export function watchRevenue(): Handlers<typeof RevenueService>["watchRevenue"] {
  // biome-ignore lint/correctness/useYield: replaced on the branch `summary`.
  return async function* () {
    throw new ConnectError("watchRevenue", Code.Unimplemented);
  };
}
