import type { ServerStreamHandler } from "@backroom/kit";
import type {
  ReconcileRequestSchema,
  ReconcileResponseSchema,
} from "@backroom/proto/sales/v1/mirror_pb";
import type { MirrorDeps } from "../mirror/create-mirror-handlers.ts";
import { requestJob } from "../mirror/mirror-job.ts";
import { watchJob } from "./watch-job.ts";

/** Asks the process that mirrors to compare the mirror with the ledger, and tells how it goes on. */
export function reconcile({
  pool,
  hint,
}: MirrorDeps): ServerStreamHandler<typeof ReconcileRequestSchema, typeof ReconcileResponseSchema> {
  return async function* (_request, { caller, signal }) {
    const id = await requestJob(pool, "RECONCILE", caller.name);
    hint.give();
    yield* watchJob(pool, id, signal);
  };
}
