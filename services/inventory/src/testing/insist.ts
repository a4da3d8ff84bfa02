import { setTimeout as sleep } from "node:timers/promises";
import { Code, ConnectError } from "@connectrpc/connect";
import type { TestInventory } from "./start-inventory.ts";

type Call = TestInventory["call"];

/**
 * Makes a call again as long as it is UNAVAILABLE: on a busy machine hundreds at once wait longer
 * for one of the few connections than they may, and nothing was done for those who are sent away.
 */
export function insist(call: Call): Call {
  return async (method, request) => {
    for (;;) {
      try {
        return await call(method, request);
      } catch (error) {
        if (ConnectError.from(error).code !== Code.Unavailable) throw error;
        await sleep(20);
      }
    }
  };
}
