import { setTimeout as sleep } from "node:timers/promises";
import { MirrorService } from "@backroom/proto/sales/v1/mirror_pb";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { createClient, type Transport } from "@connectrpc/connect";

const everyMs = 50;

/** Asks again and again how far the mirror is behind, in milliseconds, until the signal is aborted. */
export async function watchLag(transport: Transport, signal: AbortSignal): Promise<number[]> {
  const mirror = createClient(MirrorService, transport);
  const lagsMs: number[] = [];
  while (!signal.aborted) {
    const { asOf } = await mirror.getMirror({});
    lagsMs.push(asOf ? Date.now() - timestampMs(asOf) : Number.POSITIVE_INFINITY);
    await sleep(everyMs);
  }
  return lagsMs;
}
