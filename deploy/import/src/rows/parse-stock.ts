import {
  type CreateItemRequest,
  CreateItemRequestSchema,
} from "@backroom/proto/inventory/v1/inventory_pb";
import { create } from "@bufbuild/protobuf";
import type { Cells } from "../columns/map-header.ts";
import { checkMessage } from "./check-message.ts";
import type { NumberReader } from "./number-reader.ts";
import { readText } from "./read-cells.ts";
import type { RowContext } from "./row-context.ts";
import { RowProblem } from "./row-problem.ts";

/** A stock item as a file states it, of a product that is known by its SKU or its id. */
export interface StockRow {
  readonly sku: string | undefined;
  readonly productId: bigint | undefined;
  readonly channel: string;
  readonly quantity: bigint;
  /** Undefined when the file does not say. */
  readonly reorderLevel: bigint | undefined;
}

/**
 * Reads a row of a stock file.
 *
 * @throws RowProblem
 */
export function parseStock(cells: Cells, { rules, numbers, skus }: RowContext): StockRow {
  const sku = cells("sku");
  const productId = sku === undefined ? readProductId(cells, numbers) : undefined;
  readText(cells, "quantity");
  const channel = cells("channel") ?? rules.channel;
  const item: CreateItemRequest = create(CreateItemRequestSchema, {
    // The id of a product that has only a SKU is looked up later; the rules want one now.
    productId: productId ?? 1n,
    channel,
    quantity: toBigInt(numbers.readInteger(cells, "quantity")),
    reorderLevel: toBigInt(numbers.readInteger(cells, "reorder_level")),
  });
  checkMessage(CreateItemRequestSchema, item);
  return {
    sku: sku === undefined ? undefined : (skus?.find(sku) ?? sku),
    productId,
    channel,
    quantity: item.quantity ?? 0n,
    reorderLevel: item.reorderLevel,
  };
}

/** Reads the id of the product that a row without a SKU is about. */
export function readProductId(cells: Cells, numbers: NumberReader): bigint {
  const id = numbers.readInteger(cells, "product_id");
  if (id === undefined) throw new RowProblem("sku: is empty");
  return BigInt(id);
}

/** Makes a number that may be absent a bigint. */
function toBigInt(value: number | undefined): bigint | undefined {
  return value === undefined ? undefined : BigInt(value);
}
