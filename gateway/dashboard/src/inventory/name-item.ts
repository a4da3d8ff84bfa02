/** The name of an item's product, or its id while the catalogue cannot be reached. */
export function nameItem(item: {
  readonly productName?: string;
  readonly productId: bigint;
}): string {
  return item.productName ?? `Product ${item.productId}`;
}

/** How many pieces are missing up to the reorder level; none above it. */
export function countMissing(item: {
  readonly quantity: bigint;
  readonly reorderLevel: bigint;
}): bigint {
  const missing = item.reorderLevel - item.quantity;
  return missing > 0n ? missing : 0n;
}
