import { ConnectError } from "@connectrpc/connect";

const firstDelayMs = 1_000;
const maxDelayMs = 30_000;

/** How many milliseconds to wait before a call is tried again: as the server says, or longer each time. */
export function retryDelay(failures: number, error: unknown): number {
  const said = Number(ConnectError.from(error).metadata.get("retry-after") ?? 0) * 1_000;
  return Math.min(Math.max(said || 0, firstDelayMs * 2 ** failures), maxDelayMs);
}
