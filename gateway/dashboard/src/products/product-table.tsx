import type { Product } from "@backroom/proto/catalog/v1/catalog_pb";
import { Archive, ArchiveRestore, Pencil } from "lucide-react";
import type { ComponentChildren } from "preact";
import { useStore } from "../api/use-store.ts";
import { formatMoney } from "../format/money.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { ProductLink } from "./product-link.tsx";
import { SelectBox } from "./select-box.tsx";
import type { Selection } from "./use-selection.ts";

interface Props {
  readonly products: readonly Product[] | undefined;
  readonly selection: Selection<Product>;
  readonly empty: ComponentChildren;
  readonly onEdit: (product: Product) => void;
  readonly onArchive: (product: Product) => void;
  readonly onRestore: (product: Product) => void;
}

/** The products of a page, to choose among, to open and to change. */
export function ProductTable(props: Props) {
  const { products, selection, empty, onEdit, onArchive, onRestore } = props;
  const { currency } = useStore();
  const columns: readonly Column<Product>[] = [
    {
      title: "Selected",
      head: (
        <SelectBox
          label="Select all products on this page"
          checked={products !== undefined && products.length > 0 && products.every(selection.has)}
          onChecked={(isChosen) => selection.set(products ?? [], isChosen)}
        />
      ),
      cell: (product) => (
        <SelectBox
          label={`Select ${product.name}`}
          checked={selection.has(product)}
          onChecked={(isChosen) => selection.set([product], isChosen)}
        />
      ),
    },
    {
      title: "Name",
      cell: (product) => (
        <span class="with-badge">
          <ProductLink id={product.id}>{product.name}</ProductLink>
          {product.archived && <Badge>Archived</Badge>}
        </span>
      ),
    },
    { title: "SKU", minor: true, cell: ({ sku }) => sku ?? "–" },
    { title: "Category", minor: true, cell: ({ category }) => category },
    { title: "Price", numeric: true, cell: ({ price }) => formatMoney(price, currency) },
    {
      title: "Actions",
      head: <span class="sr-only">Actions</span>,
      cell: (product) => (
        <span class="row-actions">
          <Button
            look="quiet"
            icon={Pencil}
            aria-label={`Edit ${product.name}`}
            title="Edit"
            onClick={() => onEdit(product)}
          />
          {product.archived ? (
            <Button
              look="quiet"
              icon={ArchiveRestore}
              aria-label={`Put ${product.name} back on sale`}
              title="Put back on sale"
              onClick={() => onRestore(product)}
            />
          ) : (
            <Button
              look="quiet"
              icon={Archive}
              aria-label={`Archive ${product.name}`}
              title="Archive"
              onClick={() => onArchive(product)}
            />
          )}
        </span>
      ),
    },
  ];
  return (
    <DataTable
      caption="Products"
      class="product-table"
      columns={columns}
      rows={products}
      rowKey={({ id }) => `${id}`}
      expectedRows={12}
      empty={empty}
    />
  );
}
