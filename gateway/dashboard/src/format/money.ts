const formats = new Map<string, Intl.NumberFormat>();

/** Prints a decimal text as money in the reader's locale, with every digit that it has. */
export function formatMoney(
  amount: string,
  currency: string,
  style: "full" | "short" = "full",
): string {
  const key = `${currency} ${style}`;
  const format = formats.get(key) ?? makeFormat(currency, style);
  formats.set(key, format);
  return format.format(amount as Intl.StringNumericLiteral);
}

/** Makes the format of a currency: amounts of the ledger have up to four fraction digits. */
function makeFormat(currency: string, style: "full" | "short"): Intl.NumberFormat {
  const base = { style: "currency", currency, currencyDisplay: "narrowSymbol" } as const;
  if (style === "short") {
    return new Intl.NumberFormat(undefined, {
      ...base,
      notation: "compact",
      maximumFractionDigits: 1,
    });
  }
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat(undefined, base).resolvedOptions();
  return new Intl.NumberFormat(undefined, {
    ...base,
    minimumFractionDigits: maximumFractionDigits,
    maximumFractionDigits: Math.max(maximumFractionDigits, 4),
  });
}
