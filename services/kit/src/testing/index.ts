export { createTestClickhouse } from "./create-test-clickhouse.ts";
export { createTestDatabase } from "./create-test-database.ts";
export { openWay, type Way } from "./open-way.ts";
export { testContext } from "./test-context.ts";
