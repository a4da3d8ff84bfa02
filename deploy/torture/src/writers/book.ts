/** What a writer was told about a row, or must assume. */
export type Fate = "acknowledged" | "refused" | "unknown";

/** A row that a writer has sent. */
export interface SentRow {
  /** Its order_ref, which no other row of the trial has. */
  readonly ref: string;
  /** Its kind, quantity and amount, as the ledger must hold them; undefined when the service decides. */
  readonly content: string | undefined;
}

/** All that writers have sent, and what they were told. */
export class Book {
  /** The rows of each write, by the write's name. */
  readonly writes = new Map<string, { readonly rows: readonly SentRow[]; fate: Fate }>();

  /** Notes what is about to be sent; until told otherwise nobody knows what has become of it. */
  begin(id: string, rows: readonly SentRow[]): void {
    this.writes.set(id, { rows, fate: "unknown" });
  }

  /** Notes what the writer was told. */
  end(id: string, fate: Fate): void {
    const write = this.writes.get(id);
    if (!write) throw new Error(`${id} was never begun`);
    write.fate = fate;
  }

  /** Counts the rows of a fate. */
  count(fate: Fate): number {
    let count = 0;
    for (const write of this.writes.values()) if (write.fate === fate) count += write.rows.length;
    return count;
  }
}
