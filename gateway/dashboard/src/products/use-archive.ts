import { CatalogService, type Product } from "@backroom/proto/catalog/v1/catalog_pb";
import { useMutation } from "@connectrpc/connect-query";
import { useState } from "preact/hooks";
import { useRefresh } from "../api/use-refresh.ts";
import { toast } from "../ui/toasts.tsx";
import { changeEach } from "./change-each.ts";

/** Archiving and its opposite. */
export interface Archiving {
  /** Whether a product is already taken from the list, while the server is still told. */
  readonly isLeaving: (product: Product) => boolean;
  readonly archive: (products: readonly Product[]) => Promise<void>;
  readonly restore: (products: readonly Product[]) => Promise<void>;
}

/**
 * Takes products from sale, or puts them back. They leave the list at once, and come back to it if
 * the server refuses; either can be undone.
 */
export function useArchive(): Archiving {
  const [leaving, setLeaving] = useState<ReadonlySet<bigint>>(new Set());
  const { mutateAsync: update } = useMutation(CatalogService.method.updateProduct);
  const refresh = useRefresh(CatalogService);

  const put = async (products: readonly Product[], archived: boolean): Promise<void> => {
    const ids = new Set(products.map(({ id }) => id));
    setLeaving((before) => before.union(ids));
    const { done, refused } = await changeEach(products, ({ id }) =>
      update({ productId: id, archived }),
    );
    for (const { row, why } of refused) {
      toast(`${row.name} was not ${archived ? "archived" : "put back on sale"}: ${why}`);
    }
    if (done.length > 0) {
      const what = done.length === 1 ? done[0]?.name : `${done.length} products`;
      toast(archived ? `${what} archived` : `${what} back on sale`, () => {
        void put(done, !archived);
      });
    }
    await refresh().catch(() => undefined);
    setLeaving((before) => before.difference(ids));
  };
  return {
    isLeaving: ({ id }) => leaving.has(id),
    archive: (products) => put(products, true),
    restore: (products) => put(products, false),
  };
}
