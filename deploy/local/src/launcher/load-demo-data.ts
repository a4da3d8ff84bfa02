import { loadDemo } from "@backroom/import/demo";
import { progress } from "@clack/prompts";
import { readDemoState, writeDemoState } from "./demo-state.ts";

/** Loads the demo data through the gateway when this folder is to have it and has not all of it yet. */
export async function loadDemoData(
  dir: string,
  url: string,
  key: string,
  signal: AbortSignal,
): Promise<void> {
  if (readDemoState(dir) !== "wanted") return;
  const bar = process.stdout.isTTY ? progress({ max: 100 }) : undefined;
  if (bar) bar.start("Loading demo data");
  else console.log("Loading demo data …");
  let shown = 0;
  try {
    const { products, sales } = await loadDemo({
      url,
      key,
      signal,
      onProgress({ done, total, message }) {
        const percent = Math.floor((100 * done) / total);
        bar?.advance(percent - shown, `Demo data: ${message}`);
        shown = percent;
      },
    });
    writeDemoState(dir, "loaded");
    const summary = `Demo data: ${products} products, ${sales} sales`;
    if (bar) bar.stop(summary);
    else console.log(summary);
  } catch (error) {
    bar?.stop("Demo data: broken off, the next start goes on");
    if (!signal.aborted) throw error;
  }
}
