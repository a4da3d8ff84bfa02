import { useEffect } from "preact/hooks";
import { useLocation } from "wouter";
import { Toasts } from "../ui/toasts.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { Navigation } from "./navigation.tsx";
import { PageErrors } from "./page-errors.tsx";
import { PageView } from "./page-view.tsx";
import { pages } from "./pages.ts";
import { useArrival } from "./use-arrival.ts";
import { VersionNotice } from "./version-notice.tsx";

/** The frame around every page: the navigation, the page, and what is said in passing. */
export function Shell() {
  const [path] = useLocation();
  const page = pages.find((each) => each.path === path);
  useEffect(() => {
    document.title = page ? `${page.title} · Backroom` : "Backroom";
  }, [page]);
  useArrival(path);
  return (
    <div class="shell">
      <a class="skip-link" href="#page">
        Skip to the page
      </a>
      <Navigation />
      <main id="page" tabIndex={-1}>
        <ConnectionBanner />
        <PageErrors key={path}>
          <PageView />
        </PageErrors>
      </main>
      <Toasts>
        <VersionNotice />
      </Toasts>
    </div>
  );
}
