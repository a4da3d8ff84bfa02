import { loadSales } from "./load/load-sales.ts";
import { makeProducts } from "./load/make-products.ts";
import type { LoadContext } from "./load-files.ts";
import { nameImport } from "./name-import.ts";
import type { InputFile } from "./open-files.ts";
import { readFile } from "./read-file.ts";
import { Pace } from "./report/pace.ts";
import type { Progress } from "./report/progress.ts";
import { Tally } from "./report/tally.ts";

/** Loads a file of sales, which must be one that can be read several times. */
export async function loadSalesFile(
  file: InputFile,
  { backroom, index, options, skus, signal }: LoadContext,
  progress: Progress,
): Promise<Tally> {
  const made =
    options.newCategory === undefined
      ? new Tally()
      : await makeProducts(
          backroom,
          index,
          readFile("sales", file, options, new Tally(), { skus, signal }),
          options.newCategory,
          skus,
        );
  const name = await nameImport(file, options);
  const pace = new Pace(file.size ?? 0);
  let settled = 0n;

  /** Begins to read the file, showing how far that is. */
  function read(tally: Tally) {
    const onProgress = (bytes: number) => {
      progress.show(bytes, () => `${pace.measure(tally.read, bytes)}, recorded to line ${settled}`);
    };
    return readFile("sales", file, options, tally, { skus, onProgress, signal });
  }

  const tally = await loadSales(backroom, read, {
    name,
    signal,
    onResume(line) {
      settled = line;
      progress.say(`sales: going on after line ${line}, where it was broken off or had ended`);
    },
    onSettled(line) {
      settled = line;
    },
  });
  tally.made = made.created;
  for (const { line, reason } of made.problems) {
    tally.problems.push({ line, reason: `its product cannot be made: ${reason}` });
  }
  return tally;
}
