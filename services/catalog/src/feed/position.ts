import { invalidArgument } from "@backroom/kit";

/**
 * A place in the order of changes: by transaction, categories before products, by id. It is of one
 * database cluster; on another, such as after a restore of a dump, the feed begins at the beginning.
 */
export interface Position {
  readonly systemIdentifier: bigint;
  readonly xid: bigint;
  readonly kind: "category" | "product";
  readonly id: bigint;
}

/** Before every change of a cluster. */
export function beginningOf(systemIdentifier: bigint): Position {
  return { systemIdentifier, xid: 0n, kind: "category", id: 0n };
}

/** Prints a position as a follower keeps it. */
export function formatPosition({ systemIdentifier, xid, kind, id }: Position): string {
  return `${systemIdentifier}:${xid}:${kind}:${id}`;
}

/**
 * Reads a position that formatPosition printed; the empty text is the beginning.
 *
 * @throws ConnectError INVALID_ARGUMENT for anything else.
 */
export function parsePosition(text: string): Position {
  if (text === "") return beginningOf(0n);
  const match = /^(-?[0-9]{1,19}):([0-9]{1,20}):(category|product):([0-9]{1,19})$/.exec(text);
  const [, systemIdentifier, xid, kind, id] = match ?? [];
  const position = {
    systemIdentifier: BigInt(systemIdentifier ?? 0),
    xid: BigInt(xid ?? 0),
    kind: kind === "product" ? ("product" as const) : ("category" as const),
    id: BigInt(id ?? 0),
  };
  const fits = position.xid < 2n ** 64n && position.id < 2n ** 63n;
  if (!match || !fits) throw invalidArgument("position", "is not a position of this feed");
  return position;
}
