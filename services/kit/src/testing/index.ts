export { createTestClickhouse } from "./create-test-clickhouse.ts";
export { createTestDatabase } from "./create-test-database.ts";
export { Gate } from "./gate.ts";
export { testContext } from "./test-context.ts";
