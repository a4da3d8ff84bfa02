import type { Chance } from "@backroom/kit";
import { parseDecimal } from "@backroom/kit";
import {
  Dimension,
  Granularity,
  RevenueService,
  Source,
} from "@backroom/proto/revenue/v1/revenue_pb";
import { Kind } from "@backroom/proto/sales/v1/sales_pb";
import {
  askPostgresBreakdown,
  askPostgresSeries,
  type Labelled,
} from "@backroom/sales/testing/ask-postgres";
import type { Pool } from "pg";
import type { Fleet } from "../fleet.ts";
import type { Assortment } from "../plan/draw-lane.ts";
import type { Program } from "../world/program.ts";
import { witnessChannel } from "../writers/witness.ts";
import { compareLines } from "./compare-lines.ts";
import { nameSource } from "./name-source.ts";

const granularities = {
  hour: Granularity.HOUR,
  day: Granularity.DAY,
  week: Granularity.WEEK,
  month: Granularity.MONTH,
  quarter: Granularity.QUARTER,
  year: Granularity.YEAR,
} as const;

const dimensions = {
  product: Dimension.PRODUCT,
  category: Dimension.CATEGORY,
  channel: Dimension.CHANNEL,
} as const;

const kinds = { SALE: Kind.SALE, REFUND: Kind.REFUND, VOID: Kind.VOID } as const;
const kindNames = Object.keys(kinds) as (keyof typeof kinds)[];

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
];

const earliestMs = Date.UTC(2022, 11, 30);
const latestMs = Date.now();
const maxHoursMs = 300 * 24 * 3_600_000;

const { method } = RevenueService;

/** Who is asked, and by whose word the answer is judged. */
export interface RevenueDeps {
  readonly fleet: Fleet;
  readonly program: Program;
  readonly ledger: Pool;
  readonly assortment: Assortment;
}

/** Asks for revenue in every grain and by every key; answers what differs from the ledger. */
export async function askRevenue(deps: RevenueDeps, chance: Chance): Promise<string[]> {
  const problems: (string | undefined)[] = [];
  for (const name of Object.keys(granularities) as (keyof typeof granularities)[]) {
    problems.push(await askSeries(deps, chance, name, "UTC", {}));
    problems.push(
      await askSeries(deps, chance, name, chance.pick(zones), drawFilter(deps, chance)),
    );
  }
  for (const name of Object.keys(dimensions) as (keyof typeof dimensions)[]) {
    problems.push(await askBreakdown(deps, chance, name, drawFilter(deps, chance)));
  }
  problems.push(await askComparison(deps, chance, chance.pick(zones), drawFilter(deps, chance)));
  return problems.filter((problem) => problem !== undefined);
}

/** What is asked about. */
interface Filter {
  readonly productId?: bigint[];
  readonly categoryId?: bigint[];
  readonly channel?: string[];
  readonly kind?: Kind[];
}

function drawFilter({ assortment }: RevenueDeps, chance: Chance): Filter {
  const ids = (max: number) =>
    chance.pickSome(
      Array.from({ length: max }, (_, i) => BigInt(i + 1)),
      chance.happens(0.5) ? 0 : chance.integer(1, max),
    );
  const channels = [...assortment.channels, witnessChannel];
  return {
    productId: ids(assortment.products),
    categoryId: ids(assortment.categories),
    channel: chance.happens(0.5) ? [] : chance.pickSome(channels, chance.integer(1, 3)),
    kind: chance
      .pickSome(kindNames, chance.happens(0.7) ? 0 : chance.integer(1, 3))
      .map((name) => kinds[name]),
  };
}

const filterOf = ({ productId = [], categoryId = [], channel = [], kind = [] }: Filter) => ({
  productIds: productId,
  categoryIds: categoryId,
  channels: channel,
  kinds: kindNames.filter((name) => kind.includes(kinds[name])),
});

function drawWindow(chance: Chance, maxMs: number) {
  const startMs = chance.integer(earliestMs, latestMs - 1);
  return { startMs, endMs: chance.integer(startMs + 1, Math.min(latestMs, startMs + maxMs)) };
}

const datesOf = ({ startMs, endMs }: { startMs: number; endMs: number }) => ({
  startDate: new Date(startMs).toISOString(),
  endDate: new Date(endMs - 1).toISOString(), // That instant included.
});

async function askSeries(
  { fleet, program, ledger }: RevenueDeps,
  chance: Chance,
  name: keyof typeof granularities,
  zone: string,
  filter: Filter,
) {
  const window = drawWindow(chance, name === "hour" ? maxHoursMs : Number.MAX_SAFE_INTEGER);
  const { points, source } = await fleet.call(program, method.getRevenue, {
    ...datesOf(window),
    ...filter,
    groupBy: granularities[name],
    timeZone: zone,
    fill: false,
  });
  const expected = await askPostgresSeries(ledger, window, name, zone, filterOf(filter));
  const what = `revenue of each ${name} in ${zone} asked of ${program.name}`;
  return notMirrored(what, source) ?? compareLines(what, write(expected), points.map(writePoint));
}

async function askBreakdown(
  { fleet, program, ledger }: RevenueDeps,
  chance: Chance,
  name: keyof typeof dimensions,
  filter: Filter,
) {
  const window = drawWindow(chance, Number.MAX_SAFE_INTEGER);
  const { items, source } = await fleet.call(program, method.breakdownRevenue, {
    ...datesOf(window),
    ...filter,
    by: dimensions[name],
    limit: 1_000,
  });
  const expected = await askPostgresBreakdown(ledger, window, name, filterOf(filter));
  const what = `revenue of each ${name} asked of ${program.name}`;
  const found = items.map((item) => writePoint({ ...item, period: item.key }));
  return (
    notMirrored(what, source) ??
    compareLines(what, write(expected), found) ??
    compareLines(
      `names of each ${name}`,
      await readNames(
        ledger,
        name,
        items.map(({ key }) => key),
      ),
      items.map((item) => item.name),
    )
  );
}

/** The names that products and categories have in the ledger; a channel is its own name. */
async function readNames(ledger: Pool, name: keyof typeof dimensions, keys: readonly string[]) {
  if (name === "channel") return keys;
  const { rows } = await ledger.query<{ name: string }>(
    `select name from sales.${name} where id = any($1::bigint[])`,
    [keys],
  );
  return rows.map((row) => row.name);
}

async function askComparison(
  { fleet, program, ledger }: RevenueDeps,
  chance: Chance,
  zone: string,
  filter: Filter,
) {
  const windows = [drawWindow(chance, maxHoursMs), drawWindow(chance, maxHoursMs)] as const;
  const [one, other] = windows.map(datesOf);
  const { range1, range2, source } = await fleet.call(program, method.compareRevenue, {
    start1: one?.startDate,
    end1: one?.endDate,
    start2: other?.startDate,
    end2: other?.endDate,
    ...filter,
    groupBy: Granularity.DAY,
    timeZone: zone,
    fill: false,
  });
  const expected = [];
  for (const window of windows) {
    expected.push(...(await askPostgresSeries(ledger, window, "day", zone, filterOf(filter))));
  }
  const what = `two ranges compared by ${program.name}`;
  const found = [...range1, ...range2].map(writePoint);
  return notMirrored(what, source) ?? compareLines(what, write(expected), found);
}

/** An answer that was not read from the mirror says nothing about the mirror. */
function notMirrored(what: string, source: Source): string | undefined {
  return source === Source.CLICKHOUSE ? undefined : `${what}: answered from ${nameSource(source)}`;
}

interface PointLike {
  readonly period: string;
  readonly gross: string;
  readonly refunds: string;
  readonly units: bigint;
  readonly sales: bigint;
}

function writePoint({ period, gross, refunds, units, sales }: PointLike): string {
  return `${period}: ${parseDecimal(gross)} ${parseDecimal(refunds)} ${units} ${sales}`;
}

function write(expected: readonly Labelled[]): string[] {
  return expected.map(
    ([label, { gross, refunds, units, sales }]) =>
      `${label}: ${gross} ${refunds} ${units} ${sales}`,
  );
}
