import { SearchX } from "lucide-react";
import { Suspense } from "preact/compat";
import { useEffect } from "preact/hooks";
import { Route, Switch, useLocation } from "wouter";
import { EmptyNotice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Toasts } from "../ui/toasts.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { Navigation } from "./navigation.tsx";
import { PageErrors } from "./page-errors.tsx";
import { pages } from "./pages.ts";

/** The frame around every page: the navigation, the page, and what is said in passing. */
export function Shell() {
  const [path] = useLocation();
  const page = pages.find((each) => each.path === path);
  useEffect(() => {
    document.title = page ? `${page.title} · Backroom` : "Backroom";
  }, [page]);
  return (
    <div class="shell">
      <a class="skip-link" href="#page">
        Skip to the page
      </a>
      <Navigation />
      <main id="page" tabIndex={-1}>
        <ConnectionBanner />
        <PageErrors key={path}>
          <Suspense fallback={<Skeleton lines={6} />}>
            <Switch>
              {pages.map(({ path: at, view }) => (
                <Route key={at} path={at} component={view} />
              ))}
              <Route>
                <EmptyNotice icon={SearchX} title="There is no such page." />
              </Route>
            </Switch>
          </Suspense>
        </PageErrors>
      </main>
      <Toasts />
    </div>
  );
}
