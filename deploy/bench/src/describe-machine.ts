import { availableParallelism, cpus, totalmem } from "node:os";

/** Describes this machine in a few words: processors and memory. */
export function describeMachine(): string {
  const processor = cpus()[0]?.model.trim() ?? "processor";
  return `${availableParallelism()} × ${processor}, ${Math.round(totalmem() / 2 ** 30)} GB`;
}
