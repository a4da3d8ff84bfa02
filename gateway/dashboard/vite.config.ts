import { defineConfig } from "vite";
import { compressFiles } from "./build/compress-files.ts";
import { listFiles } from "./build/list-files.ts";

const gateway = process.env.GATEWAY_URL ?? "http://127.0.0.1:8000";

/** Builds the dashboard to `dist/`; `npx vite` serves it while it is worked on, beside a running gateway. */
export default defineConfig({
  base: "/dashboard/",
  resolve: {
    alias: {
      "react/jsx-runtime": "preact/jsx-runtime",
      "react-dom": "preact/compat",
      react: "preact/compat",
      "csv-parse/sync": "csv-parse/browser/esm/sync",
    },
  },
  build: {
    target: "es2023",
    modulePreload: { polyfill: false },
    // A file of its own can be cached, and the page's policy allows no data: URLs in scripts.
    assetsInlineLimit: 0,
    rollupOptions: {
      experimental: { lazyBarrel: true },
      // Libraries mark what must run in a browser, as all of this does.
      onLog(level, log, next) {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") next(level, log);
      },
      input: { index: "index.html", "service-worker": "src/service-worker.ts" },
      output: {
        entryFileNames: ({ name }) =>
          name === "service-worker" ? "[name].js" : "assets/[name]-[hash].js",
      },
    },
  },
  worker: { format: "es" },
  plugins: [listFiles(), compressFiles()],
  server: { proxy: { "^/(backroom\\.|healthz|readyz|sales/)": gateway } },
});
