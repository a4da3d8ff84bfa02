/// <reference lib="webworker" />
// The page's own files are kept, so that it opens without a connection. Answers of the API never are.
const worker = self as unknown as ServiceWorkerGlobalScope;
const root = "/dashboard/";
const files = "__FILES__" as unknown as readonly string[];
const cacheName = `dashboard-${"__BUILD__"}`;

worker.addEventListener("install", (event) => {
  event.waitUntil(keepFiles().then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(forgetOldBuilds().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (request.mode === "navigate" && pathname.startsWith(root))
    event.respondWith(openPage(request));
  else if (pathname.startsWith(`${root}assets/`)) event.respondWith(readFile(request));
});

/** Keeps every file of the build. */
async function keepFiles(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll([root, ...files.map((name) => root + name)]);
}

/** Forgets the files of builds before this. */
async function forgetOldBuilds(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name)));
}

/** Answers the page as the server has it, or as it was kept when there is no server. */
async function openPage(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(root);
    if (kept) return kept;
    throw error;
  }
}

/** Answers a file of the build, whose name changes with what it holds. */
async function readFile(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}
