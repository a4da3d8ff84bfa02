import { CatalogService, type Product } from "@backroom/proto/catalog/v1/catalog_pb";
import { useQuery } from "@connectrpc/connect-query";
import { keepPreviousData } from "@tanstack/react-query";
import { Plus, Tags } from "lucide-react";
import { useEffect, useRef, useState } from "preact/hooks";
import { choosePage } from "../api/page-of-list.ts";
import { usePageOfList } from "../api/use-page-of-list.ts";
import { useUrlState } from "../api/use-url-state.ts";
import { Button } from "../ui/button.tsx";
import { ErrorNotice } from "../ui/notice.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Pager } from "../ui/pager.tsx";
import { Panel } from "../ui/panel.tsx";
import { useShortcuts } from "../ui/use-shortcuts.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { CategoriesDialog } from "./categories-dialog.tsx";
import { NoProducts } from "./no-products.tsx";
import { ProductDialog } from "./product-dialog.tsx";
import { ProductDrawer } from "./product-drawer.tsx";
import { filterProducts, readFilter } from "./product-filter.ts";
import { ProductFilters } from "./product-filters.tsx";
import { ProductTable } from "./product-table.tsx";
import "./products.css";
import { useArchive } from "./use-archive.ts";
import { useSelection } from "./use-selection.ts";

const pageSize = 25;

/** What lies over the list. */
type Open = Product | "new" | "categories" | undefined;

/** The page Products: what the shop sells, to find, to open and to change. */
export default function Products() {
  const [state, setState] = useUrlState();
  const filter = readFilter(state);
  const { of, ways } = usePageOfList(pageSize);
  const { data, error, refetch, isPlaceholderData } = useQuery(
    CatalogService.method.listProducts,
    { ...filterProducts(filter), ...choosePage(of, pageSize) },
    { placeholderData: keepPreviousData },
  );
  const [open, setOpen] = useState<Open>();
  const search = useRef<HTMLInputElement>(null);
  const selection = useSelection<Product>(({ id }) => `${id}`);
  const archiving = useArchive();
  useEffect(selection.clear, [filter.q, filter.categoryId, filter.archived]);
  useEffect(() => selection.set(data?.items.filter(selection.has) ?? [], true), [data]);
  useShortcuts({ "/": () => search.current?.focus(), n: () => setOpen("new") });
  const close = () => setOpen(undefined);
  const isFiltered = filter.q !== "" || filter.categoryId !== "" || filter.archived;
  const opened = /^[1-9]\d{0,17}$/.test(state.product ?? "") ? state.product : undefined;
  return (
    <>
      <PageHeader title="Products">
        <Button icon={Tags} onClick={() => setOpen("categories")}>
          Categories
        </Button>
        <Button look="primary" icon={Plus} aria-keyshortcuts="n" onClick={() => setOpen("new")}>
          New product
        </Button>
      </PageHeader>
      <Panel title={filter.archived ? "Archived products" : "Products on sale"}>
        <ProductFilters search={search} />
        <BulkBar selection={selection} archiving={archiving} />
        {error && !data ? (
          <ErrorNotice error={error} onRetry={() => void refetch()} />
        ) : (
          <ProductTable
            products={data?.items.filter((product) => !archiving.isLeaving(product))}
            selection={selection}
            onEdit={setOpen}
            onArchive={(product) => void archiving.archive([product])}
            onRestore={(product) => void archiving.restore([product])}
            empty={
              <NoProducts
                isFiltered={isFiltered}
                isBeyond={of.page > 1}
                onCreate={() => setOpen("new")}
              />
            }
          />
        )}
        <Pager
          noun="products"
          total={data?.total}
          {...ways(data?.nextPageToken, isPlaceholderData)}
        />
      </Panel>
      {opened && (
        <ProductDrawer
          key={opened}
          id={BigInt(opened)}
          archiving={archiving}
          onEdit={setOpen}
          onClose={() => setState({ product: undefined }, { replace: true })}
        />
      )}
      {open === "categories" && <CategoriesDialog onClose={close} />}
      {open && open !== "categories" && (
        <ProductDialog product={open === "new" ? undefined : open} onClose={close} />
      )}
    </>
  );
}
