import type { Service } from "../stores/prepare-database.ts";
import type { Secrets } from "../stores/secrets.ts";
import type { Ports, portVariables } from "./ports.ts";

/** What the services and the gateway are told; they know nothing else of how they were started. */
export function buildEnvironment(
  ports: Ports,
  secrets: Secrets,
  databaseUrls: Readonly<Record<Service, string>>,
  environment: NodeJS.ProcessEnv,
): Record<string, string> {
  const port = (name: keyof typeof portVariables) => String(ports.get(name));
  const { clickhousePassword, internalToken } = secrets;
  return {
    NODE_ENV: environment.NODE_ENV || "development",
    API_KEYS: environment.API_KEYS || "123",
    INTERNAL_TOKEN: environment.INTERNAL_TOKEN || internalToken,
    CATALOG_DATABASE_URL: databaseUrls.catalog,
    INVENTORY_DATABASE_URL: databaseUrls.inventory,
    SALES_DATABASE_URL: databaseUrls.sales,
    CLICKHOUSE_URL: `http://default:${clickhousePassword}@127.0.0.1:${port("CLICKHOUSE_PORT")}/default`,
    GATEWAY_PORT: port("GATEWAY_PORT"),
    CATALOG_PORT: port("CATALOG_PORT"),
    INVENTORY_PORT: port("INVENTORY_PORT"),
    SALES_PORT: port("SALES_PORT"),
    CATALOG_ADDR: `dns:///127.0.0.1:${port("CATALOG_PORT")}`,
    INVENTORY_ADDR: `dns:///127.0.0.1:${port("INVENTORY_PORT")}`,
    SALES_ADDR: `dns:///127.0.0.1:${port("SALES_PORT")}`,
  };
}
