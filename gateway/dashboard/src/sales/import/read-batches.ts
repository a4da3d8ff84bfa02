import {
  gatherBatches,
  type Problem,
  type Reading,
  readSales,
  Tally,
  weighSale,
} from "@backroom/import/sales-file";
import { type ImportRow, ImportRowSchema } from "@backroom/proto/sales/v1/sales_pb";
import { create } from "@bufbuild/protobuf";
import { browserMachine } from "./browser-machine.ts";
import { readBlob } from "./read-blob.ts";

/**
 * What one call takes, with room to spare below the gateway's limit of a mebibyte: sales are weighed
 * at twice what they take, or more. Each call costs a commit, so larger ones are faster.
 */
const chunkLimits = { items: 2_500, weight: 900_000 } as const;

/** More rows that cannot be read are counted, not kept. */
const maxProblems = 100_000;

/** Rows for one chunk, and how far the file is read with them. */
export interface Batch {
  /** None at the end of the file. */
  readonly rows: readonly ImportRow[];
  readonly bytes: number;
  /** How many rows of the file were read so far, also those that are not sent. */
  readonly read: number;
  /** How many of them cannot be read. */
  readonly failed: number;
  /** Which those are; only in the last batch. */
  readonly problems: readonly Problem[];
}

/** Reads a file in chunks, beginning with the rows after one that is settled. */
export async function* readBatches(
  file: Blob,
  reading: Reading,
  settled: bigint,
): AsyncGenerator<Batch> {
  const tally = new Tally(maxProblems);
  let bytes = 0;
  const onProgress = (position: number) => {
    bytes = position;
  };
  async function* readUnsettled(): AsyncGenerator<ImportRow> {
    for await (const { line, value } of readSales(readBlob(file), reading, browserMachine, tally, {
      onProgress,
    })) {
      const row = BigInt(line);
      if (row > settled) yield create(ImportRowSchema, { row, kind: value.kind, sale: value.sale });
    }
  }
  const weigh = ({ sale }: ImportRow) => (sale ? weighSale(sale) : 0);
  for await (const rows of gatherBatches(readUnsettled(), { ...chunkLimits, weigh })) {
    yield { rows, bytes, read: tally.read, failed: tally.failed, problems: [] };
  }
  const { read, failed, problems } = tally;
  yield { rows: [], bytes: file.size, read, failed, problems };
}
