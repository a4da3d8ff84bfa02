import { CatalogService, type Product } from "@backroom/proto/catalog/v1/catalog_pb";
import { useQuery } from "@connectrpc/connect-query";
import { Archive, ArchiveRestore, Pencil } from "lucide-react";
import { useStore } from "../api/use-store.ts";
import { formatInstant } from "../format/date.ts";
import { formatMoney } from "../format/money.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Fact } from "../ui/fact.tsx";
import { ErrorNotice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ProductRevenue } from "./product-revenue.tsx";
import { ProductSales } from "./product-sales.tsx";
import { ProductStock } from "./product-stock.tsx";
import type { Archiving } from "./use-archive.ts";

interface Props {
  readonly id: bigint;
  readonly archiving: Archiving;
  readonly onEdit: (product: Product) => void;
  readonly onClose: () => void;
}

/** All that is known of a product: its fields, its stock, what it brought in, its latest sales. */
export function ProductDrawer({ id, archiving, onEdit, onClose }: Props) {
  const { currency, timeZone } = useStore();
  const { data, error, refetch } = useQuery(CatalogService.method.getProduct, { productId: id });
  const product = data?.product;
  // Undo is offered on the page, which cannot be reached beneath a dialogue.
  const leave = (put: Archiving["archive"]) => {
    onClose();
    if (product) void put([product]);
  };
  return (
    <Dialog wide title={product?.name ?? `Product ${id}`} onClose={onClose}>
      {error && !product && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!error && !product && <Skeleton lines={4} />}
      {product && (
        <>
          <div class="facts">
            <dl>
              <Fact title="Price" text={formatMoney(product.price, currency)} />
              <Fact title="Category" text={product.category} />
              <Fact title="SKU" text={product.sku ?? "–"} />
              <Fact title="Changed" text={formatInstant(product.updatedAt, timeZone)} />
            </dl>
            <div class="actions">
              {product.archived && <Badge>Archived</Badge>}
              <Button icon={Pencil} onClick={() => onEdit(product)}>
                Edit
              </Button>
              {product.archived ? (
                <Button icon={ArchiveRestore} onClick={() => leave(archiving.restore)}>
                  Put back on sale
                </Button>
              ) : (
                <Button icon={Archive} onClick={() => leave(archiving.archive)}>
                  Archive
                </Button>
              )}
            </div>
          </div>
          {product.description && <p class="product-description">{product.description}</p>}
          <ProductStock id={id} />
          <ProductRevenue id={id} />
          <ProductSales id={id} />
        </>
      )}
    </Dialog>
  );
}
