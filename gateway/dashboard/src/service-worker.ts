/// <reference lib="webworker" />
import type { BuildMessage } from "./is-of-build.ts";

// The page's own files are kept, so that it opens without a connection. Answers of the API never are.
const worker = self as unknown as ServiceWorkerGlobalScope;
const root = "/dashboard/";
const files = "__FILES__" as unknown as readonly string[];
const cachePrefix = "dashboard-";
const cacheName = `${cachePrefix}${"__BUILD__"}`;

/** This build's files and those of the one before, of which a page may be open that wants more of them. */
const keptBuilds = 2;

/** How long the server may take to answer the page before the kept one is shown. */
const maxAnswerMs = 4_000;

worker.addEventListener("install", (event) => {
  event.waitUntil(keepFiles().then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(forgetOldBuilds().then(takeOver));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (request.mode === "navigate" && pathname.startsWith(root))
    event.respondWith(openPage(request));
  else if (files.includes(pathname.slice(root.length)) || pathname.startsWith(`${root}assets/`))
    event.respondWith(readFile(request));
});

/** Keeps every file of the build. */
async function keepFiles(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll([root, ...files.map((name) => root + name)]);
}

/** Forgets the files of older builds. */
async function forgetOldBuilds(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(cachePrefix));
  const others = names.filter((name) => name !== cacheName); // The oldest first.
  await Promise.all(others.slice(0, 1 - keptBuilds).map((name) => caches.delete(name)));
}

/** Serves the pages that are open, and tells them of which build they are served now. */
async function takeOver(): Promise<void> {
  await worker.clients.claim();
  for (const page of await worker.clients.matchAll({ type: "window" })) {
    page.postMessage({ files } satisfies BuildMessage);
  }
}

/** Answers the page as the server has it, or as it was kept when the server cannot be reached. */
async function openPage(request: Request): Promise<Response> {
  const kept = await (await caches.open(cacheName)).match(root);
  if (!kept) return fetch(request);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(maxAnswerMs) });
    return answer.status < 500 ? answer : kept;
  } catch {
    return kept;
  }
}

/** Answers a file of this build, or of one before. */
async function readFile(request: Request): Promise<Response> {
  const kept = await (await caches.open(cacheName)).match(request);
  return kept ?? (await caches.match(request)) ?? fetch(request);
}
