import type { Locator } from "playwright-core";
import { amount } from "../../testing/amount.ts";

/** The digits of an amount as it is printed for readers in `en-GB`, in the one way of `amount`. */
export function readAmount(text: string): string {
  return amount(text.replaceAll("−", "-").replace(/[^0-9.-]/g, ""));
}

/** Reads pairs of a term and what it is: each term's first line of text. */
export async function readTerms(list: Locator): Promise<Readonly<Record<string, string>>> {
  const terms = await list.getByRole("term").allInnerTexts();
  const definitions = await list.getByRole("definition").allInnerTexts();
  return Object.fromEntries(
    terms.map((term, i) => [term.trim(), definitions[i]?.trim().split("\n")[0] ?? ""]),
  );
}

/** Reads a table: a record of the texts of its cells by the titles of its columns for each row. */
export async function readTable(table: Locator): Promise<Readonly<Record<string, string>>[]> {
  const titles = await table.getByRole("columnheader").allInnerTexts();
  const rows = await table.locator("tbody").getByRole("row").all();
  return Promise.all(
    rows.map(async (row) => {
      const cells = await row.locator("th, td").allInnerTexts();
      return Object.fromEntries(titles.map((title, i) => [title.trim(), cells[i]?.trim() ?? ""]));
    }),
  );
}
