import type { SalesWrite } from "../plan/write.ts";
import type { Progress } from "../progress.ts";
import type { Book } from "./book.ts";
import { Connection } from "./connection.ts";
import { type KnownSale, runLane, writeSales } from "./write-sales.ts";

/** What writers work with. */
export interface WriterDeps {
  /** The ledger's PostgreSQL, for the role that owns it. */
  readonly ledgerUrl: string;
  readonly book: Book;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Writes the transactions of a lane; what fails is not tried again. */
export async function runSalesLane(
  { ledgerUrl, book, progress, signal }: WriterDeps,
  writes: readonly SalesWrite[],
): Promise<void> {
  const connection = new Connection(ledgerUrl);
  const known: KnownSale[] = [];
  await runLane(writes, progress, signal, async (write) => {
    const client = await connection.get(signal);
    try {
      await writeSales(client, write, known, book, progress);
    } catch {
      connection.drop(); // The book has what became of it.
    }
  }).finally(() => connection.drop());
}
