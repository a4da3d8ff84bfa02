import type { ServerStreamHandler } from "@backroom/kit";
import type {
  RebuildRequestSchema,
  RebuildResponseSchema,
} from "@backroom/proto/sales/v1/mirror_pb";
import type { MirrorDeps } from "../mirror/create-mirror-handlers.ts";
import { requestJob } from "../mirror/mirror-job.ts";
import { watchJob } from "./watch-job.ts";

/** Asks the process that mirrors to rebuild the mirror, and tells how it goes on. */
export function rebuild({
  pool,
  hint,
}: MirrorDeps): ServerStreamHandler<typeof RebuildRequestSchema, typeof RebuildResponseSchema> {
  return async function* (_request, { caller, signal }) {
    const id = await requestJob(pool, "REBUILD", caller.name);
    hint.give();
    for await (const { progress, outcome } of watchJob(pool, id, signal)) {
      yield { progress, outcome };
    }
  };
}
