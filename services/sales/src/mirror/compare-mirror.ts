import { comparePositions, formatPosition } from "../ledger/position.ts";
import { onClickhouse } from "./clickhouse-error.ts";
import { compareFacts, type FactsCompared } from "./compare-facts.ts";
import { compareNames, type NamesCompared } from "./compare-names.ts";
import { compareRollUp } from "./compare-roll-up.ts";
import type { Difference } from "./difference.ts";
import { categoryFeed, factTable, productFeed } from "./feeds.ts";
import type { JobSteps, Tell } from "./job-steps.ts";
import type { Leadership } from "./leadership.ts";
import { listChunks } from "./list-chunks.ts";
import { readPositions } from "./read-positions.ts";

/** How many rows of a roll-up's facts are summed in one step. */
const maxRollUpRows = 500_000;

/** How many facts of whole months are summed in one step: they make few rows. */
const maxMonthlyRows = 2_000_000;

/**
 * Compares everything in the mirror with the ledger, a little in each step: how far each table has
 * come, products and categories, the facts in the order of dates, and, unless these are wrong, each
 * roll-up with the facts.
 *
 * @param note is told of differences at once.
 */
export async function* compareMirror(
  leadership: Leadership,
  note: (differences: readonly Difference[]) => Promise<void>,
  tell: Tell,
): JobSteps<void> {
  const { state, client, at } = leadership;
  const { clickhouse } = state;
  const { maxCheckRows } = state.options;
  const report = async (differences: readonly Difference[]) => {
    if (differences.length > 0) await note(differences);
  };
  tell("comparing positions");
  await report(await onClickhouse(() => comparePlaces(leadership)));
  yield "at once";
  for (const feed of [categoryFeed, productFeed]) {
    let names: NamesCompared = { differences: [], upTo: "0" };
    while (names.upTo) {
      tell(`comparing table ${feed.target}`);
      const after = names.upTo;
      names = await compareNames(clickhouse, client, feed, at[feed.name], after, maxCheckRows);
      await report(names.differences);
      yield "at once";
    }
  }
  let facts: FactsCompared | undefined;
  let areFactsRight = true;
  do {
    const day = facts?.upTo && new Date(Number(facts.upTo.dateMs)).toISOString().slice(0, 10);
    tell(`comparing ${factTable} from ${day ?? "the first day"} on`);
    facts = await compareFacts(clickhouse, client, at.sale, facts?.upTo, maxCheckRows);
    await report(facts.differences);
    areFactsRight &&= facts.differences.length === 0;
    yield "at once";
  } while (facts.upTo);
  if (!areFactsRight) return; // They say nothing of the roll-ups, which are rebuilt with them.
  for (const rollUp of state.rollUps) {
    const maxRows = rollUp.isMonthly ? maxMonthlyRows : maxRollUpRows;
    const chunks = await onClickhouse(() =>
      listChunks(clickhouse, factTable, maxRows, rollUp.isMonthly),
    );
    for (const chunk of chunks) {
      tell(`comparing ${rollUp.table} from ${chunk.from} on`);
      await report(await onClickhouse(() => compareRollUp(clickhouse, rollUp, chunk)));
      yield "at once";
    }
  }
}

/** Compares how far the facts and the roll-ups say that they have come with how far they have. */
async function comparePlaces({ state, at }: Leadership): Promise<Difference[]> {
  const { sale, rollUps: found } = await readPositions(state.clickhouse, state.rollUps);
  return [[factTable, sale] as const, ...found].flatMap(([table, position]) =>
    comparePositions(position, at.sale) === 0
      ? []
      : [
          {
            table,
            place: "",
            expected: `complete up to ${formatPosition(at.sale)}`,
            found: formatPosition(position),
          },
        ],
  );
}
