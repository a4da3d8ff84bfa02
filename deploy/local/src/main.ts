import { clearFolder } from "./launcher/clear-folder.ts";
import { readDemoState, writeDemoState } from "./launcher/demo-state.ts";
import { formatGreeting } from "./launcher/greet.ts";
import { launch, RunningParts } from "./launcher/launch.ts";
import { lockFolder } from "./launcher/launcher-lock.ts";
import { loadDemoData } from "./launcher/load-demo-data.ts";
import { readOptions } from "./launcher/options.ts";
import { createPorts } from "./launcher/ports.ts";
import { oneProcess, split } from "./launcher/programs.ts";
import { listenForStop } from "./launcher/stop-signals.ts";
import { waitUntilReady } from "./launcher/wait-until-ready.ts";
import { writePorts } from "./launcher/write-ports.ts";

const options = readOptions(process.argv, process.env);
const { dir } = options;
const parts = new RunningParts();
const { signal } = listenForStop(() => parts.kill());
const say = (line: string) => console.log(`  ${line}`);
let unlock: (() => void) | undefined;
let exitCode = 0;

try {
  unlock = lockFolder(dir);
  console.log("Starting Backroom …");
  if (options.fresh) await clearFolder(dir);
  if (readDemoState(dir) === undefined) writeDemoState(dir, options.demo ? "wanted" : "declined");
  const ports = createPorts(process.env, say);
  const stages = options.split ? split : oneProcess;
  await launch({ dir, stages, ports, environment: process.env, say, signal }, parts);
  writePorts(dir, ports);
  const key = (process.env.API_KEYS || "123").split(",")[0]?.split(":").at(-1) ?? "";
  const url = `http://127.0.0.1:${ports.get("GATEWAY_PORT")}`;
  await waitUntilReady(url, signal);
  if (options.demo) await loadDemoData(dir, url, key, signal);
  if (!signal.aborted) console.log(formatGreeting(ports, key, dir));
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve());
  });
} catch (error) {
  if (!signal.aborted) {
    console.error(error instanceof Error ? error.message : error);
    exitCode = 1;
  }
}
if (parts.count > 0) console.log("Stopping …");
await parts.stop();
unlock?.();
process.exit(exitCode);
