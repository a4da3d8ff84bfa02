import type { CategorySchema } from "@backroom/proto/catalog/v1/catalog_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";

/** The columns of a CategoryRow, of the table `category` by the name of `k`. */
export const categoryColumns = "k.id, k.name, k.created_at, k.updated_at";

/** A category as PostgreSQL answers it. */
export interface CategoryRow {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** Makes the message of a row. */
export function toCategory(row: CategoryRow): MessageInitShape<typeof CategorySchema> {
  return {
    id: BigInt(row.id),
    name: row.name,
    createdAt: timestampFromMs(Date.parse(row.created_at)),
    updatedAt: timestampFromMs(Date.parse(row.updated_at)),
  };
}
