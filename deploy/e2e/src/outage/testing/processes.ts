import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { backroom } from "../../testing/backroom.ts";
import { until } from "../../testing/until.ts";

/** A process of the system under test: a store, a service, the gateway, or all of the latter in one. */
export type Part =
  | "postgres"
  | "clickhouse"
  | "backroom"
  | "catalog"
  | "inventory"
  | "sales"
  | "gateway";

const modules: Readonly<Partial<Record<Part, string>>> = {
  backroom: "deploy/local/src/all-in-one.ts",
  catalog: "services/catalog/src/main.ts",
  inventory: "services/inventory/src/main.ts",
  sales: "services/sales/src/main.ts",
  gateway: "gateway/src/main.ts",
};

/** The processes that a part consists of, the first of which started the others. */
export function findProcesses(part: Part): number[] {
  const { dataDir } = backroom;
  if (part === "clickhouse") {
    return [Number(readFileSync(join(dataDir, "clickhouse/server.pid"), "utf8"))];
  }
  if (part === "postgres") {
    const lines = readFileSync(join(dataDir, "postgres/data/postmaster.pid"), "utf8").split("\n");
    const server = Number(lines[0]);
    return [server, ...findChildren(server)];
  }
  const children: { pid: number; commandLine: string }[] = JSON.parse(
    readFileSync(join(dataDir, "children.json"), "utf8"),
  );
  const found = children.find(({ commandLine }) => commandLine.includes(modules[part] ?? part));
  if (!found) throw new Error(`${part} does not run`);
  return [found.pid];
}

/** The processes that a process has started. */
function findChildren(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^[0-9]+$/.test(name))
    .map(Number)
    .filter((pid) => readParent(pid) === parent);
}

/** The process that started a process; undefined when that has ended. */
function readParent(pid: number): number | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(line.slice(line.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

/** Whether a process runs. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** Resolves when a process has ended. */
export async function waitForEnd(pid: number): Promise<void> {
  await until(async () => {
    if (isRunning(pid)) throw new Error(`process ${pid} has not ended`);
  }, 60_000);
}
