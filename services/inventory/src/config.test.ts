import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const databaseUrl = "postgres://inventory:secret@127.0.0.1:5432/backroom";

test("needs nothing but a database in development", () => {
  const config = readConfig({ INVENTORY_DATABASE_URL: databaseUrl });
  expect(config).toMatchObject({
    databaseUrl,
    catalogAddress: "dns:///127.0.0.1:50051",
    grpc: { host: "127.0.0.1", port: 50_052 },
    logLevel: "info",
  });
});

test("says everything that is wrong at once", () => {
  expect(() => readConfig({ INVENTORY_PORT: "70000", LOG_LEVEL: "loud" })).toThrow(
    /INVENTORY_PORT must be a whole number(.|\n)*INVENTORY_DATABASE_URL is required(.|\n)*LOG_LEVEL/,
  );
});

test("refuses a production start without a token, or unencrypted beyond loopback", () => {
  const environment = { NODE_ENV: "production", INVENTORY_DATABASE_URL: databaseUrl };
  expect(() => readConfig(environment)).toThrow("INTERNAL_TOKEN");
  const open = { ...environment, INTERNAL_TOKEN: "x".repeat(24), INVENTORY_HOST: "0.0.0.0" };
  expect(() => readConfig(open)).toThrow("INVENTORY_HOST=0.0.0.0 would listen beyond loopback");
  expect(readConfig({ ...open, ALLOW_PLAINTEXT: "true" }).grpc.host).toBe("0.0.0.0");
});
