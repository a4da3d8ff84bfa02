import type { Pool } from "pg";
import { changeTotals } from "./change-totals.ts";
import { maxCountedLength } from "./list-patterns.ts";
import { type Pattern, toLike } from "./pattern.ts";

/** Fewer products are counted as quickly as they are found. */
export const leastRemembered = 500;

/** How many totals of longer patterns are kept. */
const maxRemembered = 5_000;

/** Keeps the total of a pattern of more than three characters that many products contain. */
export async function rememberTotal(pool: Pool, { text, archived }: Pattern): Promise<void> {
  await changeTotals(pool, async (client) => {
    await client.query(
      `delete from search_total where ctid = any(array(
        select ctid from search_total where length(pattern) > ${maxCountedLength} offset ${maxRemembered - 1}
      ))`,
    );
    // What is still to be added to the totals is added to this one too.
    await client.query(
      `insert into search_total (pattern, archived, total)
       select lower($1), $2, known.total from (
         select (select count(*) from product p where p.archived = $2 and p.search like lower($3))
           - (select coalesce(sum(c.sign), 0) from search_change c where c.archived = $2 and c.search like lower($3)) as total
       ) known
       where known.total >= ${leastRemembered}
       on conflict do nothing`,
      [text, archived, toLike(text)],
    );
  });
}
