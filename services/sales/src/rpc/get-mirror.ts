import type { UnaryHandler } from "@backroom/kit";
import type {
  GetMirrorRequestSchema,
  GetMirrorResponseSchema,
} from "@backroom/proto/sales/v1/mirror_pb";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { formatPosition } from "../ledger/position.ts";
import type { MirrorDeps } from "../mirror/create-mirror-handlers.ts";
import { readDifferences } from "../mirror/read-differences.ts";

/** Tells how the mirror is, as this process sees it. */
export function getMirror({
  pool,
  mirror,
}: MirrorDeps): UnaryHandler<typeof GetMirrorRequestSchema, typeof GetMirrorResponseSchema> {
  return async () => {
    const { rows } = await pool.query<{ job: string }>(
      "select lower(kind) || ': ' || progress as job from sales.mirror_job where finished_at is null order by id limit 1",
    );
    const asOfMs = mirror.asOfMs();
    return {
      position: formatPosition(mirror.position()),
      ...(asOfMs !== undefined && { asOf: timestampFromMs(asOfMs) }),
      job: rows[0]?.job ?? "",
      differences: await readDifferences(pool, "repaired_at is null", []),
    };
  };
}
