import { Chance } from "@backroom/kit";
import type { Battlefield } from "../battlefield.ts";
import type { TrialPlan } from "../plan/plan-trial.ts";
import type { Book } from "../writers/book.ts";
import { askRevenue } from "./ask-revenue.ts";
import { checkBook } from "./check-book.ts";
import { compareStores } from "./compare-stores.ts";
import { countLagging } from "./count-lagging.ts";

/**
 * Checks all that a trial has left, while nobody writes any more, and adds what is wrong to the problems.
 *
 * @returns how many rows the ledger has.
 */
export async function checkTrial(
  field: Battlefield,
  plan: TrialPlan,
  book: Book,
  problems: string[],
): Promise<number> {
  const { ledger, fleet, coverage } = field;
  problems.push(...(await checkBook(ledger, book)));
  for (const fate of ["acknowledged", "refused", "unknown"] as const) {
    coverage.count(`rows ${fate}`, book.count(fate));
  }
  const clickhouse = field.openClickhouse();
  try {
    problems.push(...(await compareStores(ledger, clickhouse)));
  } finally {
    await clickhouse.close();
  }
  const lagging = await countLagging(field);
  if (lagging > 0) problems.push(`${lagging} roll-ups are not where the facts are`);
  for (const program of fleet.programs) {
    const chance = new Chance(`${plan.seed}/${plan.trial}/${program.name}`);
    const deps = { fleet, program, ledger, assortment: plan.assortment };
    problems.push(...(await askRevenue(deps, chance)));
  }
  const { rows } = await ledger.query<{ count: number }>(
    "select count(*)::int as count from sales.sale",
  );
  return rows[0]?.count ?? 0;
}
