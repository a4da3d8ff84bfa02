export { createTestClickhouse } from "./create-test-clickhouse.ts";
export { createTestDatabase } from "./create-test-database.ts";
export { testContext } from "./test-context.ts";
