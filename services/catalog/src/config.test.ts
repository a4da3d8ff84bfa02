import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

test("only the database has no default", () => {
  const config = readConfig({ CATALOG_DATABASE_URL: "postgres://catalog@localhost/backroom" });
  expect(config).toMatchObject({
    databaseUrl: "postgres://catalog@localhost/backroom",
    logLevel: "info",
    grpc: { host: "127.0.0.1", port: 50_051 },
  });
});

test("everything that is wrong is said at once", () => {
  expect(() =>
    readConfig({ NODE_ENV: "production", CATALOG_HOST: "0.0.0.0", CATALOG_PORT: "70000" }),
  ).toThrow(/INTERNAL_TOKEN.*CATALOG_PORT.*CATALOG_HOST.*CATALOG_DATABASE_URL/s);
});
