import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, rest } from "../../testing/rest.ts";

/** Tills that sell without a pause, each trying a sale again, with its key, until it is acknowledged. */
export interface Selling {
  /** How many sales were acknowledged. */
  readonly count: number;
  /** What tries came to that were not acknowledged: statuses, or `no answer`. */
  readonly failures: readonly (number | "no answer")[];
  /** Ends the selling once each till's sale is acknowledged; answers all their keys. */
  stop(): Promise<string[]>;
}

const retryMs = 50;

/** Starts tills that sell single pieces of a product, at the catalogue's price or for a total. */
export function startSelling(productId: number, tills = 4): Selling {
  const keys: string[] = [];
  const failures: (number | "no answer")[] = [];
  let isOpen = true;

  /** Sells one piece; answers once it is acknowledged. */
  async function sell(total: object): Promise<void> {
    const key = randomUUID();
    const body = { product_id: productId, quantity: 1, idempotency_key: key, ...total };
    for (;;) {
      const answer = await rest("POST", "/sales", body).catch((): Pick<Answer, "status"> => {
        return { status: 0 };
      });
      if (answer.status === 200) break;
      failures.push(answer.status || "no answer");
      await sleep(retryMs);
    }
    keys.push(key);
  }

  const running = Array.from({ length: tills }, async (_, till) => {
    while (isOpen) await sell(till % 2 === 0 ? {} : { total_amount: "9.99" });
  });
  return {
    get count() {
      return keys.length;
    },
    failures,
    async stop() {
      isOpen = false;
      await Promise.all(running);
      return keys;
    },
  };
}
