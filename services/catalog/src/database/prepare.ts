import type { Pool, QueryResultRow } from "pg";

/** Runs one statement with the values of its parameters. */
export type Statement<Row> = (values: readonly unknown[]) => Promise<Row[]>;

/**
 * Makes a statement that every connection of the pool parses once and then knows by its name.
 *
 * @param name unique among the statements of this service.
 */
export function prepare<Row extends QueryResultRow>(
  pool: Pool,
  name: string,
  text: string,
): Statement<Row> {
  return async (values) => (await pool.query<Row>({ name, text, values: [...values] })).rows;
}
