import type { CallContext } from "../rpc/call.ts";
import { createContext } from "../rpc/create-context.ts";

/** The context of a call that a test makes, by a caller named `test`. */
export function testContext(): CallContext {
  return createContext({ caller: { name: "test" }, timeoutMs: 60_000 });
}
