import { effect, signal } from "@preact/signals";
import { lostSince } from "./api/connection.ts";
import { type BuildMessage, isOfBuild } from "./is-of-build.ts";

const name = "backroom.reloaded-at";
const minReloadMs = 60_000;
const lookIntervalMs = 15 * 60_000;

/** Whether the server has another build than that of this page. */
export const isOutdated = signal(false);

/**
 * Keeps the page going over new builds: it is registered with the service worker, which keeps its
 * files and tells it of a new build, and is loaded anew when a file that it wants is gone all the
 * same; once a minute at most.
 */
export function followBuilds(): void {
  const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  window.addEventListener("load", () => {
    void workers?.register("/dashboard/service-worker.js", { scope: "/dashboard/" });
  });
  workers?.addEventListener("message", ({ data }: MessageEvent<BuildMessage>) => {
    isOutdated.value = !isOfBuild(listLoaded(), data);
  });
  if (workers) lookForBuilds(workers);
  window.addEventListener("vite:preloadError", (event) => {
    const reloadedAt = Number(sessionStorage.getItem(name) ?? 0);
    if (!navigator.onLine || Date.now() - reloadedAt < minReloadMs) return;
    sessionStorage.setItem(name, `${Date.now()}`);
    event.preventDefault();
    window.location.reload();
  });
}

/** Looks for a new build now and then, when the page is looked at again, and when the server is back. */
function lookForBuilds(workers: ServiceWorkerContainer): void {
  const look = async () => {
    if (document.hidden || lostSince.peek()) return;
    const registration = await workers.getRegistration();
    await registration?.update().catch(() => undefined); // The server left meanwhile: later, then.
  };
  setInterval(look, lookIntervalMs);
  document.addEventListener("visibilitychange", look);
  let wasLost = false;
  effect(() => {
    const isLost = lostSince.value !== undefined;
    if (wasLost && !isLost) void look();
    wasLost = isLost;
  });
}

/** The scripts and styles of the build that this page has loaded. */
function listLoaded(): string[] {
  const scripts = document.querySelectorAll<HTMLScriptElement>("script[src]");
  const links = document.querySelectorAll<HTMLLinkElement>(
    "link:is([rel=stylesheet], [rel=modulepreload])",
  );
  return [...Array.from(scripts, ({ src }) => src), ...Array.from(links, ({ href }) => href)];
}
