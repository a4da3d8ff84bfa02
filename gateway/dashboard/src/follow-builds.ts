const name = "backroom.reloaded-at";
const minReloadMs = 60_000;

/**
 * Keeps the page going over new builds: it is registered with the service worker, which keeps its
 * files, and is loaded anew when a file that it wants is gone all the same; once a minute at most.
 */
export function followBuilds(): void {
  window.addEventListener("load", () => {
    void navigator.serviceWorker?.register("/dashboard/service-worker.js", {
      scope: "/dashboard/",
    });
  });
  window.addEventListener("vite:preloadError", (event) => {
    const reloadedAt = Number(sessionStorage.getItem(name) ?? 0);
    if (!navigator.onLine || Date.now() - reloadedAt < minReloadMs) return;
    sessionStorage.setItem(name, `${Date.now()}`);
    event.preventDefault();
    window.location.reload();
  });
}
