import { createHash } from "node:crypto";
import type { InputFile } from "./open-files.ts";
import { describeReading, nameByDigest, type Reading } from "./rows/reading.ts";

/**
 * Names the import of a sales file by what the file holds and by the options that say how it is
 * read: the same command goes on with the same import, whatever the file is called and wherever it
 * is run; another file, or other rules, are another import.
 */
export async function nameImport(file: InputFile, reading: Reading): Promise<string> {
  const digest = createHash("sha256").update(describeReading(reading));
  for await (const bytes of file.open()) digest.update(bytes);
  return nameByDigest(digest.digest());
}
