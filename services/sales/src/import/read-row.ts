import { hash } from "node:crypto";
import { invalidArgument, validate } from "@backroom/kit";
import { type ImportRow, Kind, RecordSaleRequestSchema } from "@backroom/proto/sales/v1/sales_pb";
import { ConnectError } from "@connectrpc/connect";
import type { NewSale } from "../ledger/new-sale.ts";
import { readNewSale } from "../ledger/read-new-sale.ts";

/** What a row of an import adds to the ledger; the figures of a refund are positive here too. */
export interface Entry extends NewSale {
  readonly kind: "SALE" | "REFUND";
}

/** A row of an import that was read: what it adds, or why it is refused. */
export interface ReadRow {
  readonly row: bigint;
  readonly entry: Entry | ConnectError;
}

/** Reads a row of an import, answering what is wrong with it as a result. */
export function readRow(given: ImportRow, recordedBy: string, storeTimeZone: string): ReadRow {
  try {
    return { row: given.row, entry: readEntry(given, recordedBy, storeTimeZone) };
  } catch (error) {
    if (error instanceof ConnectError) return { row: given.row, entry: error };
    throw error;
  }
}

/** Reads what a row adds. Throws ConnectError INVALID_ARGUMENT. */
function readEntry({ kind, sale }: ImportRow, recordedBy: string, storeTimeZone: string): Entry {
  if (kind > Kind.REFUND) throw invalidArgument("kind", "must be SALE or REFUND");
  if (!sale) throw invalidArgument("sale", "value is required");
  validate(RecordSaleRequestSchema, sale);
  if (sale.requireStock) throw invalidArgument("require_stock", "cannot be given in an import");
  const entry = readNewSale(sale, recordedBy, storeTimeZone);
  if (kind !== Kind.REFUND) return Object.assign(entry, { kind: "SALE" as const });
  const requestHash = entry.requestHash && markRefund(entry.requestHash);
  return { ...entry, kind: "REFUND", requestHash };
}

/** Tells the hash of a refund from that of the sale with the same figures. */
function markRefund(requestHash: Buffer): Buffer {
  return hash("sha256", Buffer.concat([Buffer.from("REFUND"), requestHash]), "buffer");
}
