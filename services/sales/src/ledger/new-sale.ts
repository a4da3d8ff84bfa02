/** A sale that is about to be added to the ledger. Amounts are in ten-thousandths. */
export interface NewSale {
  /** The product's id; absent when it was named by its SKU. */
  readonly productId: bigint | undefined;
  readonly sku: string | undefined;
  readonly channel: string;
  readonly quantity: number;
  /** The price of one piece; absent when the product's own applies. */
  readonly price: bigint | undefined;
  /** What was taken for all pieces; absent when it is price x quantity. */
  readonly totalAmount: bigint | undefined;
  readonly saleDateMs: number;
  readonly orderRef: string | undefined;
  readonly idempotencyKey: string | undefined;
  /** The hash of the request; absent without a key. */
  readonly requestHash: Buffer | undefined;
  readonly movesStock: boolean;
  /** Whether the sale is made only if its pieces can be set aside first. */
  readonly requireStock: boolean;
  readonly reservationId: string | undefined;
  readonly recordedBy: string;
}

/** What the database knows of a sale that was added and its request did not say. */
export interface AddedSale {
  readonly id: bigint;
  readonly productId: bigint;
  readonly sku: string | undefined;
  readonly productName: string;
  readonly categoryId: bigint;
  readonly category: string;
  readonly price: bigint;
  readonly totalAmount: bigint;
  readonly recordedAtMs: number;
}

/**
 * What became of a sale: it was added, or not because its product is not in the copy of the
 * catalogue, because its total has more than fourteen digits before the point, or because its
 * idempotency key was taken before.
 */
export type Outcome = AddedSale | "unknown product" | "too large" | "key taken";
