import { Source } from "@backroom/proto/revenue/v1/revenue_pb";

/** Names the store that an answer was read from. */
export function nameSource(source: number): string {
  if (source === Source.CLICKHOUSE) return "ClickHouse";
  return source === Source.POSTGRESQL ? "PostgreSQL" : "nowhere";
}
