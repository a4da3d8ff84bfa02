import type { ComponentChildren } from "preact";
import { Link, useSearch } from "wouter";

/** Opens the history of an item over the list, which stays as it is. */
export function ItemLink({ id, children }: { id: string; children: ComponentChildren }) {
  const parameters = new URLSearchParams(useSearch());
  parameters.set("item", id);
  return <Link href={`/inventory?${parameters}`}>{children}</Link>;
}
