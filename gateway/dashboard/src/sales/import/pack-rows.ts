import {
  type ImportRow,
  type ImportRowsRequest,
  ImportRowsRequestSchema,
} from "@backroom/proto/sales/v1/sales_pb";
import { create, toBinary } from "@bufbuild/protobuf";
import { WireType } from "@bufbuild/protobuf/wire";

/** Rows as they go over the wire, so that only the thread that reads a file writes them out. */
export interface PackedRows {
  readonly count: number;
  /** The number of the last one. */
  readonly last: bigint;
  readonly data: Uint8Array;
}

/** Writes out rows; undefined when there are none. */
export function packRows(rows: readonly ImportRow[]): PackedRows | undefined {
  const last = rows.at(-1)?.row;
  if (last === undefined) return undefined;
  const request = create(ImportRowsRequestSchema, { rows: [...rows] });
  return { count: rows.length, last, data: toBinary(ImportRowsRequestSchema, request) };
}

/** A chunk that is to be sent. */
export interface Chunk {
  readonly importId: string;
  readonly rows: PackedRows;
  /** The number of the row that was sent before these. */
  readonly after: bigint;
}

/**
 * Makes the request of a chunk. Its rows stay as they were written out: a message passes on, as they
 * are, the bytes of fields that it did not read. Their first byte is the tag of the field.
 */
export function makeRequest({ importId, rows, after }: Chunk): ImportRowsRequest {
  const request = create(ImportRowsRequestSchema, { importId, after });
  const { number } = ImportRowsRequestSchema.field.rows;
  const data = rows.data.subarray(1);
  request.$unknown = [{ no: number, wireType: WireType.LengthDelimited, data }];
  return request;
}
