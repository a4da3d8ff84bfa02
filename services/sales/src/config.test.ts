import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const least = { SALES_DATABASE_URL: "postgres://sales@db/shop", CLICKHOUSE_URL: "http://ch/shop" };

test("reads what is needed and defaults the rest", () => {
  expect(readConfig(least)).toMatchObject({
    databaseUrl: least.SALES_DATABASE_URL,
    clickhouseUrl: least.CLICKHOUSE_URL,
    grpc: { host: "127.0.0.1", port: 50_053 },
    storeTimeZone: "UTC",
    storeCurrency: "EUR",
    logLevel: "info",
  });
  expect(readConfig({ ...least, STORE_TIME_ZONE: "europe/berlin" }).storeTimeZone).toBe(
    "Europe/Berlin",
  );
  expect(readConfig({ ...least, STORE_CURRENCY: "usd" }).storeCurrency).toBe("USD");
});

test("names everything that is wrong at once", () => {
  const read = () =>
    readConfig({ STORE_TIME_ZONE: "Mars/Olympus", STORE_CURRENCY: "XYZ", SALES_PORT: "x" });
  expect(read).toThrow(
    /SALES_PORT.*SALES_DATABASE_URL.*CLICKHOUSE_URL.*STORE_TIME_ZONE: "Mars\/Olympus".*STORE_CURRENCY.*"XYZ"/s,
  );
});
