import type { ClickHouseClient } from "@clickhouse/client";
import { factTable } from "./feeds.ts";

/** Which facts a roll-up is filled from. */
export interface FactSource {
  /** The table of facts. */
  readonly fact: string;
  /** A condition on them; all when absent. */
  readonly where?: string;
}

/** Reads the query of the materialized view that fills a roll-up, for a source of one's choice. */
export async function readFilling(
  client: ClickHouseClient,
  rollUp: string,
  { fact, where = "true" }: FactSource,
): Promise<string> {
  const answer = await client.query({
    query:
      "SELECT as_select FROM system.tables WHERE database = currentDatabase() AND name = {name:String}",
    query_params: { name: `fill_${rollUp}` },
    format: "JSONCompactEachRow",
  });
  const [row] = await answer.json<[string]>();
  const [before, after, ...more] = row?.[0].split(fromFact) ?? [];
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`there is no view fill_${rollUp} from ${factTable}`);
  }
  return `${before} FROM ${fact} WHERE ${where} ${after}`;
}

const fromFact = new RegExp(`\\sFROM (?:\\S+\\.)?${factTable}\\b`);
