import { setTimeout as sleep } from "node:timers/promises";
import { createContext, LossLog } from "@backroom/kit";
import { ApplyMovementsRequestSchema, StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { create } from "@bufbuild/protobuf";
import pg from "pg";
import { Gauge, type Registry } from "prom-client";
import type { Deps } from "../deps.ts";
import type { Position } from "../ledger/position.ts";
import { readPosition } from "./read-position.ts";
import { type LedgerStep, maxRows, readStep, toMovements } from "./read-step.ts";

const minPollMs = 10;
const maxPollMs = 250;
const minBackoffMs = 250;
const maxBackoffMs = 2_000;
const standbyMs = 1_000;
const applyTimeoutMs = 10_000;

/** After a step the follower rests this many times as long as it took, up to so long, while sales gather. */
const restFactor = 5;
const maxRestMs = 100;

type FollowDeps = Pick<Deps, "inventory" | "ledgerHint" | "log">;

/** What the follower needs besides. */
export interface FollowOptions {
  readonly databaseUrl: string;
  /** What its connection is; pg's own Client when absent. */
  readonly Client?: typeof pg.Client;
  /** The present epoch of the ledger. */
  readonly epoch: number;
  readonly registry: Registry;
}

/** A follower of the ledger. */
export interface LedgerFollower {
  /** Resolves when the follower has stopped. */
  readonly stopped: Promise<void>;
}

/**
 * Tells the inventory of every row of the ledger that moves stock, in the order of commits, at least
 * once, until the signal is aborted. Of several processes one does it, and another takes over.
 */
export function followLedger(
  deps: FollowDeps,
  options: FollowOptions,
  signal: AbortSignal,
): LedgerFollower {
  const lag = makeLagGauge(options.registry);
  return { stopped: followForEver(deps, options, lag, signal) };
}

/** Follows, and again after every failure, waiting longer each time that nothing was done. */
async function followForEver(
  deps: FollowDeps,
  options: FollowOptions,
  lag: Gauge,
  signal: AbortSignal,
): Promise<void> {
  const losses = new LossLog({
    log: deps.log,
    lost: "stock cannot follow sales just now",
    regained: "stock follows sales again",
  });
  let backoffMs = minBackoffMs;
  while (!signal.aborted) {
    const client = new (options.Client ?? pg.Client)({
      connectionString: options.databaseUrl,
      connectionTimeoutMillis: 3_000,
      keepAlive: true,
      // A position that a crash takes back is told again, and does no harm.
      options: "-c synchronous_commit=off",
    });
    client.on("error", () => undefined); // the query under way is rejected too
    try {
      await client.connect();
      await waitForLock(client, signal);
      await follow(deps, client, options.epoch, lag, signal, () => {
        backoffMs = minBackoffMs;
        losses.regained();
      });
    } catch (error) {
      if (!signal.aborted) losses.lost(error);
    } finally {
      await client.end().catch(() => undefined);
    }
    await sleep(backoffMs, undefined, { signal }).catch(() => undefined);
    backoffMs = Math.min(backoffMs * 2, maxBackoffMs);
  }
}

/** Waits until no other process follows. The lock ends with the connection. */
async function waitForLock(client: pg.Client, signal: AbortSignal): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ locked: boolean }>(
      "select pg_try_advisory_lock(hashtextextended('sales stock follower', 0)) as locked",
    );
    if (rows[0]?.locked) return;
    await sleep(standbyMs, undefined, { signal });
  }
}

/** Goes on from the kept position, step by step. */
async function follow(
  { inventory, ledgerHint }: FollowDeps,
  client: pg.Client,
  epoch: number,
  lag: Gauge,
  signal: AbortSignal,
  onProgress: () => void,
): Promise<void> {
  let position = await readPosition(client);
  let pollMs = minPollMs;
  // Waited for from before the reading on, so that no hint falls between reading and waiting.
  let waitingSinceMs = performance.now();
  let hinted = ledgerHint.wait(pollMs, signal);
  while (!signal.aborted) {
    const step = await readStep(client, position, epoch);
    lag.set(step.oldestMs === undefined ? 0 : Math.max(0, Date.now() - step.oldestMs) / 1000);
    if (!step.last) {
      await hinted;
      // What a hint was given for may wait for an older transaction, so it is looked for often.
      const isHint = performance.now() - waitingSinceMs < pollMs - 2; // timers may be early
      pollMs = isHint ? minPollMs : Math.min(2 * pollMs, maxPollMs);
      waitingSinceMs = performance.now();
      hinted = ledgerHint.wait(pollMs, signal);
      continue;
    }
    const begunAtMs = performance.now();
    await apply(inventory, step, signal);
    await keepPosition(client, step.last);
    position = step.last;
    onProgress();
    if (step.rows.length < maxRows) {
      const restMs = Math.min(maxRestMs, restFactor * (performance.now() - begunAtMs));
      await sleep(restMs, undefined, { signal });
    }
  }
}

/** Has the inventory apply a step. */
async function apply(inventory: Deps["inventory"], step: LedgerStep, signal: AbortSignal) {
  const movements = toMovements(step);
  if (movements.length === 0) return;
  const context = createContext({ caller: { name: "sales" }, signal, timeoutMs: applyTimeoutMs });
  const request = create(ApplyMovementsRequestSchema, { movements });
  await inventory.unary(StockService.method.applyMovements, request, context);
}

/** Keeps up to where the inventory was told; never goes back. */
async function keepPosition(client: pg.Client, { epoch, xid, id }: Position): Promise<void> {
  await client.query(
    `insert into sales.stock_position as kept (epoch, xid, id) values ($1, $2, $3)
     on conflict (single) do update set epoch = excluded.epoch, xid = excluded.xid, id = excluded.id
     where (kept.epoch, kept.xid, kept.id) < (excluded.epoch, excluded.xid, excluded.id)`,
    [epoch, xid, id],
  );
}

const lagName = "backroom_stock_lag_seconds";

/** Makes the gauge of how far stock is behind sales. */
function makeLagGauge(registry: Registry): Gauge {
  return (
    (registry.getSingleMetric(lagName) as Gauge | undefined) ??
    new Gauge({
      name: lagName,
      help: "Seconds since the oldest sale was recorded that the stock has not followed yet.",
      registers: [registry],
    })
  );
}
