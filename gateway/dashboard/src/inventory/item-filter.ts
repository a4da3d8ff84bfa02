import type { UrlState } from "../api/use-url-state.ts";

/** Which items of the stock an address asks for. */
export interface ItemFilter {
  readonly productId?: bigint;
  readonly channel: string;
  readonly isLowOnly: boolean;
}

/** Reads the filter of an address: what cannot be read filters nothing. */
export function readItemFilter({ product = "", channel = "", low }: UrlState): ItemFilter {
  return {
    ...(/^[1-9]\d{0,17}$/.test(product) && { productId: BigInt(product) }),
    channel: channel.slice(0, 64),
    isLowOnly: low === "yes",
  };
}
