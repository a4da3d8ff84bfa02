import { SearchX } from "lucide-react";
import { Suspense } from "preact/compat";
import { Route, Switch } from "wouter";
import { useStoreQuery } from "../api/use-store.ts";
import { EmptyNotice, ErrorNotice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { pages } from "./pages.ts";

const waiting = <Skeleton lines={6} />;

/** The page that the address names, once the shop's currency and zone are known. */
export function PageView() {
  const store = useStoreQuery();
  if (!store.data) {
    return store.error ? (
      <ErrorNotice error={store.error} onRetry={() => void store.refetch()} />
    ) : (
      waiting
    );
  }
  return (
    <Suspense fallback={waiting}>
      <Switch>
        {pages.map(({ path, view }) => (
          <Route key={path} path={path} component={view} />
        ))}
        <Route>
          <EmptyNotice icon={SearchX} title="There is no such page." />
        </Route>
      </Switch>
    </Suspense>
  );
}
