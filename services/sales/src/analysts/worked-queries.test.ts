import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { useAnalyst } from "./analyst-stores.ts";
import { sameQuestions } from "./same-questions.ts";

const folder = new URL("../../../../deploy/", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, folder), "utf8");
const files = readdirSync(new URL("analysts/queries/", folder)).sort();
const { admin, ask, askLedger, database, send } = useAnalyst();

test("every worked query is on the page, as it stands in its file, with what it answers", () => {
  const page = read("analysts/README.md");
  expect(files).toHaveLength(12);
  for (const file of files) {
    expect(page).toContain(`(queries/${file})`);
    expect(page).toContain(`\`\`\`sql\n${read(`analysts/queries/${file}`)}\`\`\`\n`);
  }
  expect(page.match(/^```sql$/gm)).toHaveLength(files.length);
});

test.each(files)("%s answers what PostgreSQL does", async (file) => {
  const question = sameQuestions[file];
  if (!question) throw new Error(`${file} is asked of ClickHouse only`);
  const expected = await askLedger(question);
  expect(expected.length).toBeGreaterThan(1);
  expect(await ask(read(`analysts/queries/${file}`))).toEqual(expected);
});

const prunings: [query: string, table: string, condition: RegExp][] = [
  [
    "SELECT sum(revenue) FROM daily_revenue WHERE day >= '2026-03-01'",
    "revenue_by_day_product",
    /day in \[/,
  ],
  ["SELECT sum(amount) FROM sales WHERE sale_date >= '2026-03-01'", "sale_fact", /sale_date in \[/],
  [
    "SELECT sum(revenue) FROM quarter_hour_revenue WHERE time >= '2026-03-01'",
    "revenue_by_slot",
    /slot in \[/,
  ],
  ["SELECT quantity FROM stock WHERE product_id = 3", "item", /product_id in \[/],
];

test.each(prunings)("a filter reaches the index: %s", async (query, table, condition) => {
  const plan = (await ask(`EXPLAIN indexes = 1 ${query}`)).map(([line]) => line).join("\n");
  const reading = plan.slice(plan.indexOf(`.${table})`));
  expect(/Condition: (.*)/.exec(reading)?.[1]).toMatch(condition);
});

test("the role of a server of one's own is ClickHouse's SQL, for all views, with the same limits", async () => {
  const script = read("clickhouse/analyst.sql").replace(/--.*$/gm, "");
  const statements = script.split(";").map((text) => text.trim());
  const made = statements.filter(Boolean);
  for (const query of made) {
    await admin().command({ query: `EXPLAIN AST ${query}` }); // Parses it, and runs nothing.
  }
  const granted = made.flatMap(
    (text) => /^GRANT SELECT ON (\w+) TO analyst$/.exec(text)?.[1] ?? [],
  );
  const views = await ask(
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine = 'View'",
  );
  expect(granted).toEqual(expect.arrayContaining(views.flat()));
  const behind = await ask(
    `SELECT DISTINCT arrayJoin(extractAll(create_table_query, '(?:FROM|JOIN) ${database()}\\\\.(\\\\w+)'))
     FROM system.tables WHERE database = currentDatabase() AND engine = 'View'`,
  );
  expect(behind.length).toBeGreaterThan(4);
  expect(granted).toEqual(expect.arrayContaining(behind.flat()));
  const limits = [...script.matchAll(/(max_\w+) = (\d+)(?: MIN 1 MAX (\d+))?/g)];
  expect(limits.length).toBeGreaterThan(6);
  for (const [, name = "", value, maximum] of limits) {
    if (name === "max_concurrent_queries_for_user") continue; // The endpoint has places instead.
    expect([name, await ask(`SELECT getSetting('${name}')`)]).toEqual([name, [[value]]]);
    if (!maximum) continue;
    expect([name, (await send("SELECT 1", `${name}=${maximum}`)).status]).toEqual([name, 200]);
    expect([name, (await send("SELECT 1", `${name}=${maximum}0`)).status]).toEqual([name, 500]);
  }
});
