/** A row of the ledger that is to be written. */
export interface PlannedRow {
  readonly kind: "SALE" | "REFUND" | "VOID";
  readonly productId: number;
  readonly channel: string;
  /** Pieces, above 0 whatever the kind. */
  readonly quantity: number;
  /** A decimal text, 0 or more whatever the kind. */
  readonly amount: string;
  /** An RFC 3339 instant; a void takes that of its sale. */
  readonly date: string;
  /** From 0 to below 1: which of the sales that the lane has written by then is refunded or voided. */
  readonly of: number;
}

/** One transaction that adds rows to the ledger. */
export interface SalesWrite {
  readonly type: "sales";
  /** Names the write; each row's order_ref begins with it. */
  readonly id: string;
  readonly rows: readonly PlannedRow[];
  /** Rows from this place on are written within a savepoint. */
  readonly savepointAt: number | undefined;
  /** Whether what was written since the savepoint is taken back. */
  readonly takesBack: boolean;
  /** How many writes of others end while the transaction stays open, at most half a second. */
  readonly holdForWrites: number;
  readonly ending: "commit" | "rollback";
  readonly pauseMs: number;
}

/** News of the catalogue: a product is renamed or goes to another category, or a category is renamed. */
export interface CatalogueWrite {
  readonly type: "catalogue";
  readonly id: string;
  readonly products: readonly {
    readonly id: number;
    readonly name: string;
    readonly categoryId: number;
  }[];
  readonly categories: readonly { readonly id: number; readonly name: string }[];
  /** Grows with every write of the lane. */
  readonly version: number;
  readonly pauseMs: number;
}

/** One transaction of a writer. */
export type Write = SalesWrite | CatalogueWrite;
