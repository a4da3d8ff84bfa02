import { stringify } from "csv-stringify/sync";
import { type SaleRow, trimAmount } from "./to-sale.ts";
import { makeZoneClock } from "./zone-clock.ts";

/** Writes pieces of an export: each of whole lines, together one file. */
export interface ExportWriter {
  readonly contentType: string;
  /** What the file begins with. */
  readonly head: string;
  write(rows: readonly SaleRow[]): string;
}

type WriteTime = (ms: number) => string;

/** A column of an export, named as REST names the field. */
interface Column {
  readonly name: string;
  /** Whether its values are numbers to JSON, with exactly the digits they are written with. */
  readonly isNumber: boolean;
  read(row: SaleRow, writeTime: WriteTime): string | null;
}

const columns: readonly Column[] = [
  number("id", (row) => row.id),
  text("kind", (row) => row.kind),
  number("product_id", (row) => row.product_id),
  text("sku", (row) => row.sku),
  text("product_name", (row) => row.product_name),
  number("category_id", (row) => row.category_id),
  text("category", (row) => row.category),
  text("channel", (row) => row.channel),
  number("quantity", (row) => String(row.quantity)),
  number("price", (row) => trimAmount(row.unit_price)),
  number("total_amount", (row) => trimAmount(row.total_amount)),
  text("sale_date", (row, writeTime) => writeTime(row.sale_date_ms)),
  text("order_ref", (row) => row.order_ref),
  text("idempotency_key", (row) => row.idempotency_key),
  number("refund_of", (row) => row.refund_of),
  text("reason", (row) => row.reason),
  text("recorded_at", (row, writeTime) => writeTime(row.recorded_at_ms)),
  text("recorded_by", (row) => row.recorded_by),
];

/** Describes a column of numbers. */
function number(name: string, read: Column["read"]): Column {
  return { name, isNumber: true, read };
}

/** Describes a column of texts. */
function text(name: string, read: Column["read"]): Column {
  return { name, isNumber: false, read };
}

/** Makes a writer of CSV as RFC 4180 has it. */
export function makeCsvWriter(zone: string): ExportWriter {
  const writeTime = makeZoneClock(zone);
  const options = { record_delimiter: "\r\n" };
  return {
    contentType: "text/csv; charset=utf-8",
    head: stringify([columns.map(({ name }) => name)], options),
    write: (rows) =>
      stringify(
        rows.map((row) => columns.map(({ read }) => read(row, writeTime))),
        options,
      ),
  };
}

/** Makes a writer of one JSON object a line. */
export function makeNdjsonWriter(zone: string): ExportWriter {
  const writeTime = makeZoneClock(zone);
  return {
    contentType: "application/x-ndjson",
    head: "",
    write: (rows) =>
      rows
        .map((row) => `{${columns.map((column) => writeMember(column, row, writeTime))}}\n`)
        .join(""),
  };
}

/** Writes a member of a JSON object. */
function writeMember({ name, isNumber, read }: Column, row: SaleRow, writeTime: WriteTime): string {
  const value = read(row, writeTime);
  return `"${name}":${isNumber ? value : JSON.stringify(value)}`;
}
