import {
  type CallContext,
  type Clickhouse,
  type Logger,
  OutageWatch,
  type Select,
} from "@backroom/kit";
import { ConnectError } from "@connectrpc/connect";
import { Counter, Gauge, type Registry } from "prom-client";
import type { Contents } from "../mirror/contents.ts";
import type { Mirror } from "../mirror/start-mirror.ts";
import { createStoreDays, type StoreDays } from "../store-days/store-days.ts";
import { AnswerCache } from "./answer-cache.ts";
import { createClickhouseStore } from "./clickhouse-store.ts";
import { Flight } from "./flight.ts";
import { createKnownStore } from "./known-units/create-known-store.ts";
import { type Knowledge, NotKnownError } from "./known-units/find-ranges.ts";
import { UnitBook } from "./known-units/unit-book.ts";
import { createDayUnits, slotUnits } from "./known-units/units.ts";
import { leftMs, limitTime } from "./limit-time.ts";
import { pingClickhouse } from "./ping-clickhouse.ts";
import { Places } from "./places.ts";
import { nameQuestion, type Question } from "./question.ts";
import { rememberBounds } from "./remember-bounds.ts";
import { createProductFinder, type FindProducts, rememberProducts } from "./remember-products.ts";
import type { RevenueStore } from "./revenue-store.ts";
import { Trace, traceReads } from "./trace-reads.ts";

/** What the mirror is read with. */
export interface MirrorReaderOptions {
  readonly clickhouse: Clickhouse;
  readonly mirror: Pick<Mirror, "contents">;
  readonly log: Logger;
  readonly registry: Registry;
  /** The shop's zone, as the mirror has it. */
  readonly storeTimeZone: string;
  /** How much memory known answers may take, in bytes. */
  readonly maxCacheBytes: number;
}

/** How many questions ClickHouse is asked at a time, of all callers and of one. */
const maxWorking = 4;
const maxWorkingOfOne = 3;

/** How many wait for that. */
const maxWaiting = 200;

/** How long they wait at most, and which share of the time that they have. */
const maxQueueMs = 5_000;
const queueShare = 1 / 3;

/** The longest that ClickHouse may take. */
const maxClickhouseMs = 5_000;

/** Which share of the time that a caller has ClickHouse may take, so that some is left to ask the ledger. */
const mirrorShare = 1 / 2;

/** How much memory known days, and quarters of an hour, may take each, as a share of what known answers may. */
const unitsShare = 1 / 4;

/** How long ClickHouse may be silent, and then take to give a sign of life. */
const patienceMs = 250;
const maxProbeMs = 1_000;

/** What is being asked, and of which state of the mirror at least. */
interface Asking {
  readonly flight: Flight<object>;
  contents: Contents | undefined;
  changeCount: number;
}

/** Answers questions from the mirror: from known answers or sums, together with others who ask the same, or by asking ClickHouse. */
export class MirrorReader {
  readonly #mirror: MirrorReaderOptions["mirror"];
  readonly #clickhouse: RevenueStore;
  readonly #findProducts: FindProducts;
  readonly #storeDays: StoreDays;
  readonly #days: UnitBook;
  readonly #slots: UnitBook;
  readonly #cache: AnswerCache;
  readonly #places = new Places({ maxWorking, maxWorkingOfOne, maxWaiting });
  readonly #asking = new Map<string, Asking>();
  readonly #lookups: Counter<"result">;
  readonly #watch: OutageWatch;

  constructor(options: MirrorReaderOptions) {
    const { clickhouse, mirror, log, registry, storeTimeZone, maxCacheBytes } = options;
    this.#mirror = mirror;
    this.#cache = new AnswerCache(maxCacheBytes, registry);
    this.#lookups = new Counter({
      name: "backroom_revenue_cache_lookups_total",
      help: "Revenue questions to the mirror: `hit` when the answer was known, `summed` when it was summed from days or quarters of an hour in memory, `joined` when somebody was asking the same just then, `miss` when ClickHouse was asked. The hit ratio is the share of those that are no miss.",
      labelNames: ["result"],
      registers: [registry],
    });
    const readRows = <Row>(select: Select, left: AbortSignal) =>
      this.#attend((signal) => clickhouse.readRows<Row>(select, signal), left);
    const size = new Gauge({
      name: "backroom_revenue_known_sums",
      help: "Sums of a unit of time, a channel and a kind that are kept in memory; 0 while they are not, or there are too many.",
      labelNames: ["units"],
      registers: [registry],
    });
    const maxBytes = maxCacheBytes * unitsShare;
    const book = { clickhouse, attended: { readRows }, log, size, maxBytes };
    const storeDays = createStoreDays(storeTimeZone);
    this.#storeDays = storeDays;
    this.#clickhouse = createClickhouseStore(clickhouse, storeDays);
    this.#findProducts = createProductFinder(clickhouse);
    this.#days = new UnitBook({ ...book, units: createDayUnits(storeDays) });
    this.#slots = new UnitBook({ ...book, units: slotUnits });
    const places = this.#places;
    new Gauge({
      name: "backroom_revenue_waiting",
      help: "Callers' questions that wait for a place at ClickHouse.",
      registers: [registry],
      collect() {
        this.set(places.waitingCount);
      },
    });
    this.#watch = new OutageWatch({
      name: "ClickHouse",
      log,
      patienceMs,
      maxProbeMs,
      probe: (signal, isAway) => pingClickhouse(clickhouse, isAway, signal),
    });
  }

  /** Whether nobody need ask ClickHouse. */
  get isAway(): boolean {
    return this.#watch.isAway;
  }

  /**
   * Answers a question from what the mirror holds now, or from more.
   *
   * @throws ConnectError RESOURCE_EXHAUSTED when too many ask.
   */
  async answer<About extends object, T extends object>(
    question: Question<About, T>,
    contents: Contents,
    context: CallContext,
  ): Promise<T> {
    const name = nameQuestion(question);
    const known = this.#cache.find(contents, name);
    if (known) {
      this.#lookups.labels("hit").inc();
      return known as T;
    }
    const signal = limitTime(context, maxQueueMs + maxClickhouseMs, queueShare + mirrorShare);
    const summed = await this.#answerFromUnits(name, question, contents, signal);
    if (summed) {
      this.#lookups.labels("summed").inc();
      return summed;
    }
    let asking = this.#asking.get(name);
    this.#lookups.labels(asking && isNew(asking, contents) ? "joined" : "miss").inc();
    if (!asking || !isNew(asking, contents)) asking = this.#begin(name, question);
    const queueMs = Math.min(maxQueueMs, leftMs(context) * queueShare);
    return (await asking.flight.join(context.caller.name, signal, queueMs)) as T;
  }

  /** Answers a question that is about units of time that are known; answers undefined for any other. */
  async #answerFromUnits<About extends object, T extends object>(
    name: string,
    { ask, about }: Question<About, T>,
    contents: Contents,
    signal: AbortSignal,
  ): Promise<T | undefined> {
    const { changeCount } = contents; // Before anything is read: Contents says why.
    const trace = new Trace();
    const open = (book: UnitBook): Knowledge => ({
      units: book.units,
      find: (left) => book.find(contents, left),
    });
    const known = createKnownStore(open(this.#days), open(this.#slots), this.#storeDays);
    const store = traceReads(rememberBounds(known, this.#cache, contents), trace);
    try {
      const value = await ask(store, about, signal);
      this.#cache.keep(contents, name, value, trace, changeCount);
      return value;
    } catch (error) {
      if (error instanceof NotKnownError) return undefined;
      throw error;
    }
  }

  /** Begins to ask; whoever asks the same meanwhile can join. */
  #begin<About extends object, T extends object>(
    name: string,
    { ask, about }: Question<About, T>,
  ): Asking {
    const end = () => {
      if (this.#asking.get(name) === asking) this.#asking.delete(name);
    };
    const flight = new Flight<object>(this.#places, async (signal) => {
      try {
        const contents = this.#mirror.contents();
        if (!contents) throw new Error("the mirror must not be relied on just now");
        const { changeCount } = contents; // Before anything is read: Contents says why.
        Object.assign(asking, { contents, changeCount });
        const trace = new Trace();
        const byProduct = rememberProducts(
          this.#clickhouse,
          this.#findProducts,
          this.#cache,
          contents,
        );
        const store = traceReads(rememberBounds(byProduct, this.#cache, contents), trace);
        const value = await this.#attend((left) => ask(store, about, left), signal);
        this.#cache.keep(contents, name, value, trace, changeCount);
        return value;
      } finally {
        end();
      }
    });
    const asking: Asking = { flight, contents: undefined, changeCount: 0 };
    flight.left.addEventListener("abort", end, { once: true });
    this.#asking.set(name, asking);
    return asking;
  }

  /** Does what asks ClickHouse, but no longer than it gives signs of life. */
  async #attend<T>(work: (signal: AbortSignal) => Promise<T>, left: AbortSignal): Promise<T> {
    const lost = new AbortController();
    const signal = AbortSignal.any([left, AbortSignal.timeout(maxClickhouseMs), lost.signal]);
    const begunAtMs = performance.now();
    const over = this.#watch.wait(() => lost.abort(new Error("ClickHouse does not answer")));
    try {
      const value = await work(signal);
      over(true);
      return value;
    } catch (error) {
      // That callers were in a hurry says nothing about ClickHouse.
      const isHurried = signal.aborted && performance.now() - begunAtMs < maxClickhouseMs;
      if (!isHurried && !(error instanceof ConnectError)) this.#watch.lose(error);
      throw error;
    } finally {
      over(false);
    }
  }
}

/** Whether what is being asked will have all that the mirror holds now. */
function isNew({ flight, contents, changeCount }: Asking, now: Contents): boolean {
  if (!flight.hasBegun) return true;
  return contents === now && changeCount === now.changeCount;
}
