import { checkFiles } from "./check-files.ts";
import { type FileKind, fileKinds } from "./columns/fields.ts";
import { connectBackroom } from "./load/connect.ts";
import { indexCatalogue } from "./load/index-catalogue.ts";
import { loadFiles } from "./load-files.ts";
import { findFile, type InputFile, keepFile } from "./open-files.ts";
import type { ImportOptions } from "./options.ts";
import type { FileReport } from "./report/print-report.ts";
import type { StartProgress } from "./report/progress.ts";

/** What an import came to. */
export interface ImportOutcome {
  readonly reports: readonly FileReport[];
  /** False when nothing was sent: a dry run, or a strict one that met a bad row. */
  readonly isLoaded: boolean;
}

/** Checks and loads the files that the options name. The signal breaks it off. */
export async function runImport(
  options: ImportOptions,
  startProgress: StartProgress,
  signal?: AbortSignal,
): Promise<ImportOutcome> {
  await using kept = new AsyncDisposableStack();
  const files = new Map<FileKind, InputFile>();
  for (const kind of fileKinds) {
    const path = options.files[kind];
    if (path === undefined) continue;
    const file = await findFile(path);
    const isReadAgain = !options.isDryRun && (kind === "sales" || options.isStrict);
    files.set(kind, isReadAgain ? kept.use(await keepFile(file, signal)) : file);
  }
  if (options.isDryRun) {
    return { reports: await checkFiles(files, options, undefined, signal), isLoaded: false };
  }
  const backroom = connectBackroom(options);
  const index = needsCatalogue(options)
    ? await indexCatalogue(backroom, { maxElapsedMs: 3000, signal })
    : { bySku: new Map(), ids: new Set<bigint>() };
  if (options.isStrict) {
    const reports = await checkFiles(files, options, index, signal);
    if (reports.some(({ tally }) => tally.failed > 0)) return { reports, isLoaded: false };
  }
  return {
    reports: await loadFiles(files, { backroom, index, options, signal }, startProgress),
    isLoaded: true,
  };
}

/** Whether the products that there are must be known here, which takes memory for each. */
function needsCatalogue({ files, isStrict, rules, newCategory }: ImportOptions): boolean {
  const isShelf = files.products !== undefined || files.stock !== undefined;
  return isShelf || isStrict || rules.skuCase === "fold" || newCategory !== undefined;
}
