import { timestampDate } from "@bufbuild/protobuf/wkt";
import { ConnectError } from "@connectrpc/connect";
import type { Backroom } from "./connect.ts";

/**
 * Reads the server's clock, after everything recorded so far: a sale recorded earlier was there
 * before. Without an answer, our own clock must do; it only decides which word the summary uses.
 */
export async function readServerClock({ revenue }: Backroom): Promise<Date> {
  const day = "2000-01-01";
  try {
    const answer = await revenue.getRevenue(
      { startDate: day, endDate: day, fresh: true },
      { timeoutMs: 5000 },
    );
    return answer.asOf ? timestampDate(answer.asOf) : new Date();
  } catch (error) {
    if (error instanceof ConnectError) return new Date();
    throw error;
  }
}
