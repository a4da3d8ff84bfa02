import type { ImportSchema } from "@backroom/proto/sales/v1/sales_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";

/** The columns of `sales.import` that toImport reads. */
export const importColumns = `import_id, position, added, unchanged, refused,
  round(date_part('epoch', begun_at) * 1000) as begun_at_ms,
  round(date_part('epoch', updated_at) * 1000) as updated_at_ms, recorded_by`;

/** A row of importColumns. */
export interface ImportState {
  readonly import_id: string;
  readonly position: string;
  readonly added: string;
  readonly unchanged: string;
  readonly refused: string;
  readonly begun_at_ms: number;
  readonly updated_at_ms: number;
  readonly recorded_by: string;
}

/** Makes the message of a row of importColumns. */
export function toImport(state: ImportState): MessageInitShape<typeof ImportSchema> {
  return {
    importId: state.import_id,
    position: BigInt(state.position),
    added: BigInt(state.added),
    unchanged: BigInt(state.unchanged),
    refused: BigInt(state.refused),
    begunAt: timestampFromMs(state.begun_at_ms),
    updatedAt: timestampFromMs(state.updated_at_ms),
    recordedBy: state.recorded_by,
  };
}
