import type {} from "vitest";
import type { RunningBackroom } from "../running-backroom.ts";

declare module "vitest" {
  interface ProvidedContext {
    backroom: RunningBackroom;
  }
}
