import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Ports, type PortVariable, portVariables } from "./ports.ts";

/** Writes which ports a launch uses to `ports.json` in its folder, where commands look for them. */
export function writePorts(dir: string, ports: Ports): void {
  const variables = Object.keys(portVariables) as PortVariable[];
  const used = Object.fromEntries(variables.map((name) => [name, ports.get(name)]));
  const file = join(dir, "ports.json");
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(used));
  renameSync(unfinished, file);
}
