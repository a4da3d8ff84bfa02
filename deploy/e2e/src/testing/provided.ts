import type {} from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Where a running Backroom can be asked for by its name. */
    systemsUrl: string;
  }
}
