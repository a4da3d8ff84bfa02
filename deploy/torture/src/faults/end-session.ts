import { awaitInsert } from "./await-insert.ts";
import type { Fault } from "./fault.ts";
import { takeLock } from "./take-lock.ts";

/** The connection that holds the mirror's lock is ended while the mirror lives on. */
export const endSession: Fault = {
  name: "end-session",
  about: "PostgreSQL ends the connection that holds the mirror's lock, while a batch is under way",
  target: "postgres",
  draw(chance) {
    const batch = chance.integer(1, 4);
    const times = chance.integer(1, 3);
    return {
      words: `${times} times, each at batch ${batch} from then`,
      async run(field) {
        for (let time = 0; time < times; time++) {
          await awaitInsert(field, batch);
          field.coverage.count("locks of the mirror lost", await takeLock(field));
        }
      },
    };
  },
};
