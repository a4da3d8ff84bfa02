import { createHash } from "node:crypto";
import type { InputFile } from "./open-files.ts";
import type { ImportOptions } from "./options.ts";

/**
 * Names the import of a sales file by what the file holds and by the options that say how it is
 * read: the same command goes on with the same import, whatever the file is called and wherever it
 * is run; another file, or other rules, are another import.
 */
export async function nameImport(file: InputFile, options: ImportOptions): Promise<string> {
  const { mappings, delimiter, encoding, rules, newCategory } = options;
  const digest = createHash("sha256");
  digest.update(JSON.stringify({ mappings, delimiter, encoding, rules, newCategory }));
  for await (const bytes of file.open()) digest.update(bytes);
  return `import-${digest.digest("base64url").slice(0, 24)}`;
}
