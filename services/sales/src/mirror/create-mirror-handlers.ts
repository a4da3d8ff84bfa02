import type { Handlers, Hint } from "@backroom/kit";
import type { MirrorService } from "@backroom/proto/sales/v1/mirror_pb";
import type { Pool } from "pg";
import { getMirror } from "../rpc/get-mirror.ts";
import { rebuild } from "../rpc/rebuild.ts";
import { reconcile } from "../rpc/reconcile.ts";
import type { Mirror } from "./start-mirror.ts";

/** What the handlers of MirrorService work with. */
export interface MirrorDeps {
  readonly pool: Pool;
  readonly mirror: Pick<Mirror, "asOfMs" | "position">;
  /** Wakes the mirror. */
  readonly hint: Hint;
}

/** Makes the handlers of MirrorService. */
export function createMirrorHandlers(deps: MirrorDeps): Handlers<typeof MirrorService> {
  return { rebuild: rebuild(deps), reconcile: reconcile(deps), getMirror: getMirror(deps) };
}
