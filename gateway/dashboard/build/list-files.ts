import { createHash } from "node:crypto";
import type { Plugin } from "vite";

const worker = "service-worker.js";

/** Tells the service worker which files the build has, and names the build by what they hold. */
export function listFiles(): Plugin {
  return {
    name: "list-files",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const chunk = bundle[worker];
        if (chunk?.type !== "chunk") this.error(`the build has no ${worker}`);
        const names = Object.keys(bundle).filter((name) => name.startsWith("assets/"));
        const build = createHash("sha256").update(names.sort().join()).digest("hex").slice(0, 12);
        // The minifier chooses the quotes.
        const list = /(["'`])__FILES__\1/;
        if (!list.test(chunk.code) || !chunk.code.includes("__BUILD__")) {
          this.error(`${worker} does not say where the files and the build go`);
        }
        chunk.code = chunk.code
          .replace(list, () => JSON.stringify(names))
          .replaceAll("__BUILD__", build);
      },
    },
  };
}
