import type { FindMethods } from "../http/install-errors.ts";
import type { Binding } from "./binding.ts";

/**
 * Compiles the look-up of the methods that a REST path answers, for the 405 answer. Of several
 * shapes that a path fits, only the one with the most words counts: `/sales/export` is no sale's.
 * The head of a stream cannot be asked for.
 */
export function compileFindMethods(bindings: readonly Binding[]): FindMethods {
  const shapes = bindings.map(({ verb, path, method }) => ({
    verbs: verb === "GET" && method.methodKind === "unary" ? [verb, "HEAD"] : [verb],
    fieldCount: path.fields.length,
    pattern: new RegExp(`^${path.shape.replaceAll(/:p[0-9]+/g, "[^/]+")}/?$`),
  }));
  return (path) => {
    const fitting = shapes.filter(({ pattern }) => pattern.test(path));
    const fewest = Math.min(...fitting.map(({ fieldCount }) => fieldCount));
    const closest = fitting.filter(({ fieldCount }) => fieldCount === fewest);
    return [...new Set(closest.flatMap(({ verbs }) => verbs))];
  };
}
