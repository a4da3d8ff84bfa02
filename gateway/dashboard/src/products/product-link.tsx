import type { ComponentChildren } from "preact";
import { Link, useSearch } from "wouter";

/** Opens what is known of a product over the list, which stays as it is. */
export function ProductLink({ id, children }: { id: bigint; children: ComponentChildren }) {
  const parameters = new URLSearchParams(useSearch());
  parameters.set("product", `${id}`);
  return <Link href={`/products?${parameters}`}>{children}</Link>;
}
