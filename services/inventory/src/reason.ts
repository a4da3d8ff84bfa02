import { Reason, ReasonSchema } from "@backroom/proto/inventory/v1/inventory_pb";

/** How a reason is kept in the database: `SALE`. */
export function printReason(reason: Reason): string {
  const value = ReasonSchema.value[reason];
  if (!value) throw new Error(`there is no reason ${reason}`);
  return value.name.slice("REASON_".length);
}

/** Reads a reason as it is kept in the database. */
export function parseReason(text: string): Reason {
  const value = ReasonSchema.values.find(({ name }) => name === `REASON_${text}`);
  return (value?.number ?? Reason.UNSPECIFIED) as Reason;
}
