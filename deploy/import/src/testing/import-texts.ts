import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileKind } from "../columns/fields.ts";
import type { ImportOptions } from "../options.ts";
import type { Tally } from "../report/tally.ts";
import { defaultRules } from "../rows/default-rules.ts";
import type { RowRules } from "../rows/row-rules.ts";
import { type ImportOutcome, runImport } from "../run-import.ts";
import type { FakeBackroom } from "./start-fake-backroom.ts";

/** What an import of texts came to, by file. */
export type TextOutcome = Partial<Record<FileKind, Tally>> &
  Pick<ImportOutcome, "isLoaded"> & {
    /** What was said on the way. */
    readonly said: readonly string[];
  };

/** Options that differ from those of a command without any. */
export type ChangedOptions = Partial<Omit<ImportOptions, "rules">> & {
  readonly rules?: Partial<RowRules>;
};

/** Writes files of these texts and imports them. */
export async function importTexts(
  { url, key }: Pick<FakeBackroom, "url" | "key">,
  texts: Partial<Record<FileKind, string | Uint8Array>>,
  { rules, ...changed }: ChangedOptions = {},
  signal?: AbortSignal,
): Promise<TextOutcome> {
  const folder = await mkdtemp(join(tmpdir(), "backroom-import-test-"));
  try {
    const files: Partial<Record<FileKind, string>> = {};
    for (const [kind, text] of Object.entries(texts)) {
      const path = join(folder, `${kind}.csv`);
      await writeFile(path, text);
      files[kind as FileKind] = path;
    }
    const said: string[] = [];
    const progress = { show() {}, say: (text: string) => void said.push(text), stop() {} };
    const options: ImportOptions = {
      files,
      mappings: [],
      url,
      key,
      rules: { ...defaultRules, ...rules },
      newCategory: undefined,
      delimiter: undefined,
      encoding: "utf-8",
      isStrict: false,
      isDryRun: false,
      ...changed,
    };
    const { reports, isLoaded } = await runImport(options, () => progress, signal);
    const tallies: Partial<Record<FileKind, Tally>> = {};
    for (const { kind, tally } of reports) tallies[kind] = tally;
    return { ...tallies, isLoaded, said };
  } finally {
    await rm(folder, { recursive: true });
  }
}
