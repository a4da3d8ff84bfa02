import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { defineEntity, type MikroORM, p, type SqlEntityManager } from "@mikro-orm/postgresql";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase } from "../testing/index.ts";
import { openOrm } from "./open-orm.ts";
import { forgetResults, idempotencyKeyTable, rememberResult } from "./remember-result.ts";

const { createCategory, updateCategory } = CatalogService.method;
const entities = [defineEntity({ name: "Thing", properties: { id: p.integer().primary() } })];
const schema = "kit_remember";
let url: string;
let orm: MikroORM;
const open = () => openOrm({ url, schema, entities, migrations: [] });

beforeAll(async () => {
  url = await createTestDatabase(schema, async () => {});
  orm = await open();
  await orm.em.execute(idempotencyKeyTable);
  await orm.em.execute("create index on idempotency_key (recorded_at)");
  await orm.em.execute("create table thing (id integer generated always as identity, name text)");
});
beforeEach(() => orm.em.execute("truncate thing, idempotency_key"));
afterAll(() => orm.close());

/** Writes a row, and answers its id. */
async function insert(em: SqlEntityManager, name: string) {
  const [row] = await em.execute<{ id: number }[]>(
    "insert into thing (name) values (?) returning id",
    [name],
  );
  return { category: { id: BigInt(row?.id ?? 0), name } };
}

/** Does the work of a request, as a service does. */
function write(name: string, idempotencyKey?: string, { em } = orm, work = insert) {
  const request = create(createCategory.input, { name, idempotencyKey });
  return rememberResult(em, createCategory, request, (transaction) => work(transaction, name));
}

const rowsOf = (table: string) => orm.em.execute<object[]>(`select * from ${table}`);

test("does it once for a key, whether asked at the same moment or later, and each time without", async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => write("once", "k")));
  answers.push(await write("once", "k"));
  expect(new Set(answers.map(({ category }) => category?.id)).size).toBe(1);
  expect(await rowsOf("thing")).toHaveLength(1);
  await write("each");
  await write("each");
  expect(await rowsOf("thing")).toHaveLength(3);
});

test("refuses the key of another body or rpc, and does nothing", async () => {
  const refusal = new ConnectError(
    "idempotency_key: was used before with another request",
    Code.AlreadyExists,
  );
  await write("first", "k");
  await expect(write("second", "k")).rejects.toThrow(refusal);
  const request = create(updateCategory.input, { name: "first", idempotencyKey: "k" });
  const work = (em: SqlEntityManager) => insert(em, "first");
  await expect(rememberResult(orm.em, updateCategory, request, work)).rejects.toThrow(refusal);
  expect(await rowsOf("thing")).toHaveLength(1);
});

test("the key of work that failed is free", async () => {
  const fail = async (em: SqlEntityManager, name: string) => {
    await insert(em, name);
    throw new Error("no");
  };
  await expect(write("failed", "k", orm, fail)).rejects.toThrow("no");
  await expect(write("another body", "k")).resolves.toBeDefined();
  expect(await rowsOf("thing")).toMatchObject([{ name: "another body" }]);
});

test("what died before its commit is done by the retry, even one that waited for it", async () => {
  const begun = Promise.withResolvers<number>();
  const killed = Promise.withResolvers<void>();
  const die = async (em: SqlEntityManager, name: string) => {
    const [row] = await em.execute<{ pid: number }[]>("select pg_backend_pid() as pid");
    const answer = await insert(em, name);
    begun.resolve(row?.pid ?? 0);
    await killed.promise;
    return answer;
  };
  const dying = expect(write("killed", "k", orm, die)).rejects.toThrow();
  const pid = await begun.promise;
  const retry = write("killed", "k");
  const isWaiting = () =>
    orm.em.execute("select from pg_stat_activity where ? = any(pg_blocking_pids(pid))", [pid]);
  await expect.poll(isWaiting).toHaveLength(1);
  await orm.em.execute("select pg_terminate_backend(?)", [pid]);
  expect((await retry).category?.id).toBeGreaterThan(0n);
  killed.resolve();
  await dying;
  expect(await rowsOf("thing")).toHaveLength(1);
});

test("a restarted process answers what was committed before it died", async () => {
  const first = await write("kept", "k");
  const restarted = await open();
  try {
    expect(await write("kept", "k", restarted)).toMatchObject(first);
  } finally {
    await restarted.close();
  }
  expect(await rowsOf("thing")).toHaveLength(1);
});

test("forgets results older than 48 hours, many at once, and stops when told", async () => {
  await orm.em.execute(
    `insert into idempotency_key (key, rpc, request_hash, recorded_at)
     select n, 'CreateCategory', '', now() - make_interval(hours => case when n < 10 then 47 else 49 end)
     from generate_series(1, 2500) n`,
  );
  await forgetResults(orm.em.fork(), AbortSignal.abort());
  expect(await rowsOf("idempotency_key")).toHaveLength(2_500);
  await forgetResults(orm.em.fork());
  expect(await rowsOf("idempotency_key")).toHaveLength(9);
});
