import {
  type CreateProductRequest,
  CreateProductRequestSchema,
} from "@backroom/proto/catalog/v1/catalog_pb";
import { create } from "@bufbuild/protobuf";
import type { Cells } from "../columns/map-header.ts";
import { checkMessage } from "./check-message.ts";
import { readText } from "./read-cells.ts";
import type { RowContext } from "./row-context.ts";

/** A product as a file states it. Its SKU is what it is known by. */
export type ProductRow = CreateProductRequest & { readonly sku: string };

/**
 * Reads a row of a products file.
 *
 * @throws RowProblem
 */
export function parseProduct(cells: Cells, { rules, numbers, skus }: RowContext): ProductRow {
  readText(cells, "price");
  const written = readText(cells, "sku");
  const sku = skus?.find(written) ?? written;
  const product = create(CreateProductRequestSchema, {
    sku,
    name: rules.missingName === "sku" ? (cells("name") ?? sku) : readText(cells, "name"),
    description: cells("description"),
    category: readText(cells, "category"),
    price: numbers.readDecimal(cells, "price"),
  });
  checkMessage(CreateProductRequestSchema, product);
  skus?.add(sku);
  return { ...product, sku };
}
