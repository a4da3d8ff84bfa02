import {
  type CreateProductRequest,
  CreateProductRequestSchema,
} from "@backroom/proto/catalog/v1/catalog_pb";
import { create } from "@bufbuild/protobuf";
import type { Cells } from "../columns/map-header.ts";
import { checkMessage } from "./check-message.ts";
import { readDecimal, readText } from "./read-cells.ts";

/** A product as a file states it. Its SKU is what it is known by. */
export type ProductRow = CreateProductRequest & { readonly sku: string };

/**
 * Reads a row of a products file.
 *
 * @throws RowProblem
 */
export function parseProduct(cells: Cells): ProductRow {
  readText(cells, "price");
  const sku = readText(cells, "sku");
  const product = create(CreateProductRequestSchema, {
    sku,
    name: readText(cells, "name"),
    description: cells("description"),
    category: readText(cells, "category"),
    price: readDecimal(cells, "price"),
  });
  checkMessage(CreateProductRequestSchema, product);
  return { ...product, sku };
}
