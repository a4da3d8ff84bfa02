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
        chunk.code = chunk.code
          .replace('"__FILES__"', JSON.stringify(names))
          .replace('"__BUILD__"', JSON.stringify(build));
      },
    },
  };
}
