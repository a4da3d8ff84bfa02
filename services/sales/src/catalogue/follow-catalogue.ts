import { setTimeout as sleep } from "node:timers/promises";
import { createContext, LossLog } from "@backroom/kit";
import {
  CatalogFeedService,
  WatchChangesRequestSchema,
  type WatchChangesResponse,
} from "@backroom/proto/catalog/v1/feed_pb";
import { create } from "@bufbuild/protobuf";
import type { Deps } from "../deps.ts";
import { inTransaction } from "../ledger/in-transaction.ts";
import { upsertCatalogue } from "./upsert-catalogue.ts";

const minBackoffMs = 100;
const maxBackoffMs = 2_000;

type FollowDeps = Pick<Deps, "catalog" | "catalogueHint" | "log" | "pool">;

/** A follower of the catalogue. */
export interface CatalogueFollower {
  /** Resolves when the copy was up to date for the first time. */
  readonly caughtUp: Promise<void>;
  /** Resolves when the follower has stopped. */
  readonly stopped: Promise<void>;
}

/** Keeps this service's copy of the catalogue up to date until the signal is aborted. */
export function followCatalogue(deps: FollowDeps, signal: AbortSignal): CatalogueFollower {
  const caughtUp = Promise.withResolvers<void>();
  return { caughtUp: caughtUp.promise, stopped: follow(deps, signal, caughtUp.resolve) };
}

/** Reads the stream of changes, and again whenever it breaks. */
async function follow(deps: FollowDeps, signal: AbortSignal, onCaughtUp: () => void) {
  const losses = new LossLog({
    log: deps.log,
    lost: "the catalogue cannot be followed just now",
    regained: "the catalogue is followed again",
  });
  let backoffMs = minBackoffMs;
  while (!signal.aborted) {
    try {
      const request = create(WatchChangesRequestSchema, { position: await readPosition(deps) });
      const context = {
        ...createContext({ caller: { name: "sales" }, signal }),
        deadlineMs: Number.MAX_SAFE_INTEGER,
      };
      const { watchChanges } = CatalogFeedService.method;
      for await (const news of deps.catalog.serverStream(watchChanges, request, context)) {
        await keep(deps, news);
        backoffMs = minBackoffMs;
        losses.regained();
        if (news.caughtUp) onCaughtUp();
      }
    } catch (error) {
      if (signal.aborted) return;
      losses.lost(error);
    }
    await sleep(backoffMs, undefined, { signal }).catch(() => undefined);
    backoffMs = Math.min(backoffMs * 2, maxBackoffMs);
  }
}

/** Reads where to go on from. */
async function readPosition({ pool }: FollowDeps): Promise<string> {
  const { rows } = await pool.query<{ position: string }>(
    "select position from sales.catalog_position",
  );
  return rows[0]?.position ?? "";
}

/** Keeps news and the position after them in one transaction. */
async function keep({ catalogueHint, pool }: FollowDeps, news: WatchChangesResponse) {
  await inTransaction(pool, async (client) => {
    // Taken first, so that the followers of several processes write one after the other.
    await client.query(
      `insert into sales.catalog_position (position) values ($1)
       on conflict (single) do update set position = excluded.position`,
      [news.position],
    );
    await upsertCatalogue(client, news);
    if (news.deletedCategoryIds.length > 0) {
      await client.query("update sales.category set deleted = true where id = any($1::bigint[])", [
        news.deletedCategoryIds,
      ]);
    }
  });
  const count = news.categories.length + news.products.length + news.deletedCategoryIds.length;
  if (count > 0) catalogueHint.give();
}
