import type { Problem, Reading } from "@backroom/import/sales-file";
import type { Import } from "@backroom/proto/sales/v1/sales_pb";
import { errorText } from "../../api/describe-error.ts";
import type { SalesFileReader } from "./file-reader.ts";
import type { ImportControl } from "./import-control.ts";
import type { ImportState } from "./import-state.ts";
import { measurePace } from "./measure-pace.ts";
import { sendRows } from "./send-rows.ts";

/** What the sending of a file depends on. */
export interface FileSending {
  readonly reader: SalesFileReader;
  readonly control: ImportControl;
  readonly file: File;
  readonly reading: Reading;
  readonly importId: string;
  /** How the import stood before; undefined when it had not begun. */
  readonly before: Import | undefined;
  readonly tell: (change: Partial<ImportState>) => void;
}

/** Sends the rows of a file that are not settled, chunk after chunk, reading one ahead. */
export async function sendFile({
  reader,
  control,
  file,
  reading,
  importId,
  before,
  tell,
}: FileSending): Promise<{ readonly isSent: boolean; readonly problems: readonly Problem[] }> {
  let after = before?.position ?? 0n;
  let isSent = false;
  let counts = toCounts(before);
  const pace = measurePace(file.size);
  tell({ phase: "sending", bytes: 0, ...counts, resumedAfter: Number(after) || undefined });
  await reader.ask("open", file, reading, after);
  let coming = reader.ask("next");
  for (;;) {
    const { rows, bytes, read, failed, problems } = await coming;
    if (!rows) {
      tell({ read, ...counts, refused: counts.refused + failed });
      return { isSent, problems };
    }
    coming = reader.ask("next");
    coming.catch(() => undefined);
    await control.step();
    const chunk = { importId, rows, after };
    const state = await sendRows(chunk, control.signal, (error) =>
      tell({ note: error && `Waiting for the server: ${errorText(error)}` }),
    );
    isSent = true;
    after = rows.last;
    counts = toCounts(state);
    const speed = pace.add(rows.count, bytes);
    tell({ bytes, read, ...counts, refused: counts.refused + failed, ...speed });
  }
}

/** What became of an import's rows. */
function toCounts(state: Import | undefined) {
  const { added = 0n, unchanged = 0n, refused = 0n } = state ?? {};
  return { added: Number(added), unchanged: Number(unchanged), refused: Number(refused) };
}
