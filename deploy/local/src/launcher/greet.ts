import type { Ports } from "./ports.ts";
import { analystPassword } from "./start-stores.ts";

/** The lines that say where everything is, and three that can be tried at once. */
export function formatGreeting(ports: Ports, key: string, dir: string): string {
  const gateway = `http://127.0.0.1:${ports.get("GATEWAY_PORT")}`;
  const grpc = (["CATALOG_PORT", "INVENTORY_PORT", "SALES_PORT"] as const)
    .map((variable) => `${variable.slice(0, -5).toLowerCase()} ${ports.get(variable)}`)
    .join(", ");
  const analyst = `http://analyst:${analystPassword}@127.0.0.1:${ports.get("CLICKHOUSE_PORT")}`;
  return `
Backroom is ready.

  Dashboard   ${gateway}/dashboard/
  API key     ${key}
  API         ${gateway}, described at ${gateway}/docs
  gRPC        127.0.0.1, ports: ${grpc}
  SQL         ${analyst}
  Data, logs  ${dir}

Try:

  curl -H 'X-API-Key: ${key}' '${gateway}/products?limit=3'
  curl -H 'X-API-Key: ${key}' '${gateway}/sales/revenue?group_by=month'
  curl '${analyst}' -d 'SELECT count() FROM sales'

Ctrl-C stops everything.
`;
}
