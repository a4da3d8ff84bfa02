/** What reads sales files as `npm run import` does, on any machine: none of it needs Node. */
export { fieldsOf } from "./columns/fields.ts";
export { findColumns } from "./columns/map-header.ts";
export type { Encoding } from "./csv/decode-line.ts";
export { readRecords } from "./csv/read-records.ts";
export { batchLimits, weighSale } from "./load/batch-limits.ts";
export { gatherBatches } from "./load/gather-batches.ts";
export { readSales } from "./read-sales.ts";
export { type Problem, Tally } from "./report/tally.ts";
export type { Machine } from "./rows/machine.ts";
export type { SaleRow } from "./rows/parse-sale.ts";
export type { Row } from "./rows/read-rows.ts";
export { defaultReading, describeReading, nameByDigest, type Reading } from "./rows/reading.ts";
export type { DateFormat } from "./rows/row-rules.ts";
