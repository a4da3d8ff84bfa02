import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const worker = "service-worker.js";

/** Tells the service worker which files the build has, and names the build by what they hold. */
export function listFiles(): Plugin {
  let publicDir = "";
  return {
    name: "list-files",
    apply: "build",
    configResolved(config) {
      publicDir = config.publicDir;
    },
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const chunk = bundle[worker];
        if (chunk?.type !== "chunk") this.error(`the build has no ${worker}`);
        const hash = createHash("sha256");
        const made = Object.keys(bundle).filter((name) => name.startsWith("assets/"));
        hash.update(made.sort().join()); // Their names tell what they hold; those of the others do not.
        const copied = readdirSync(publicDir).sort();
        for (const name of copied) hash.update(name).update(readFileSync(join(publicDir, name)));
        const list = /(["'`])__FILES__\1/; // The minifier chooses the quotes.
        if (!list.test(chunk.code) || !chunk.code.includes("__BUILD__")) {
          this.error(`${worker} does not say where the files and the build go`);
        }
        chunk.code = chunk.code
          .replace(list, () => JSON.stringify([...made, ...copied]))
          .replaceAll("__BUILD__", hash.digest("hex").slice(0, 12));
      },
    },
  };
}
