import { readdir, readFile } from "node:fs/promises";

/** Of the clock that Linux counts a process's time with. */
const msATick = 10;

/** Reads how much time of a processor a process and its descendants have used, in milliseconds. */
export async function readCpuMs(pid: number): Promise<number> {
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(names.map(readProcess));
  const children = Map.groupBy(
    all.filter((each) => each !== undefined),
    ({ parent }) => parent,
  );
  const own = all.find((each) => each?.pid === pid);
  const sum = (of: number): number =>
    (children.get(of) ?? []).reduce((total, child) => total + child.cpuMs + sum(child.pid), 0);
  return (own?.cpuMs ?? 0) + sum(pid);
}

/** Reads a process's parent, and its time with that of its children that have ended; undefined when it is gone. */
async function readProcess(name: string) {
  const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => undefined);
  if (!stat) return undefined;
  const fields = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const ticks = fields.slice(11, 15).reduce((total, value) => total + value, 0);
  return { pid: Number(name), parent: fields[1] ?? 0, cpuMs: ticks * msATick };
}
