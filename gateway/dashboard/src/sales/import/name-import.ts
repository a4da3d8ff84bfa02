import { describeReading, nameByDigest, type Reading } from "@backroom/import/sales-file";
import { sha256 } from "@noble/hashes/sha2.js";
import { readBlob } from "./read-blob.ts";

/**
 * Names the import of a file by what it holds and how it is read, as `npm run import` does: either
 * goes on with what the other began.
 */
export async function nameImport(
  file: Blob,
  reading: Reading,
  onBytes: (bytes: number) => void,
): Promise<string> {
  const digest = sha256.create().update(new TextEncoder().encode(describeReading(reading)));
  let bytes = 0;
  for await (const piece of readBlob(file)) {
    digest.update(piece);
    bytes += piece.length;
    onBytes(bytes);
  }
  return nameByDigest(digest.digest());
}
