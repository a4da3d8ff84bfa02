import type { ComponentChildren } from "preact";
import { Link, useLocation, useSearch } from "wouter";

interface Props {
  readonly id: bigint;
  readonly children: ComponentChildren;
}

/** Leads to the details of a row of the ledger, over what the page shows. */
export function SaleLink({ id, children }: Props) {
  const [path] = useLocation();
  const query = new URLSearchParams(useSearch());
  query.set("sale", `${id}`);
  return (
    <Link href={`${path}?${query}`} title={`Details of row ${id}`}>
      {children}
    </Link>
  );
}
