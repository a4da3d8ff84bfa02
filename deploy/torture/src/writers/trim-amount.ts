/** Writes a decimal as PostgreSQL's trim_scale does. */
export function trimAmount(amount: string): string {
  const trimmed = amount.includes(".") ? amount.replace(/\.?0+$/, "") : amount;
  return trimmed === "-0" ? "0" : trimmed;
}
