import type { FindMethods } from "../http/install-errors.ts";
import type { Binding } from "./binding.ts";

/** Compiles the look-up of the methods that a REST path answers, for the 405 answer. */
export function compileFindMethods(bindings: readonly Binding[]): FindMethods {
  const shapes = bindings.map(({ verb, path }) => ({
    verb,
    pattern: new RegExp(`^${path.shape.replaceAll(/:p[0-9]+/g, "[^/]+")}/?$`),
  }));
  return (path) => {
    const verbs = shapes.filter(({ pattern }) => pattern.test(path)).map(({ verb }) => verb);
    if (verbs.includes("GET")) verbs.push("HEAD");
    return [...new Set(verbs)];
  };
}
