import fc from "fast-check";
import { expect, test } from "vitest";
import type { Kind } from "../query.ts";
import { addAll } from "../sums.ts";
import { compareChannels, type DayRow, KnownDays } from "./known-days.ts";

const channels = ["web", "shop", "market"];
const kinds: readonly Kind[] = ["SALE", "REFUND", "VOID"];
const day = fc.integer({ min: 0, max: 20 });

const rows = fc.array(
  fc.record<DayRow>({
    day,
    channel: fc.constantFrom(...channels),
    kind: fc.constantFrom(...kinds),
    amount: fc.bigInt(-(10n ** 30n), 10n ** 30n),
    units: fc.bigInt(-1_000n, 1_000n),
    entries: fc.bigInt(1n, 9n),
  }),
  { maxLength: 40 },
);

/** Days that are replaced, and all that is recorded on them from then on. */
const replacement = fc
  .tuple(fc.uniqueArray(day, { minLength: 1, maxLength: 21 }), rows)
  .map(([days, some]) => ({ days, rows: some.filter((row) => days.includes(row.day)) }));

const filter = fc.record({
  channels: fc.subarray(channels),
  kinds: fc.subarray([...kinds]),
});

/** Sums rows as it is said in words. */
function sumRows(all: readonly DayRow[]) {
  const sum = (some: readonly DayRow[], field: "amount" | "units" | "entries") =>
    some.reduce((total, row) => total + row[field], 0n);
  const of = (...wanted: Kind[]) => all.filter(({ kind }) => wanted.includes(kind));
  return {
    gross: sum(of("SALE", "VOID"), "amount"),
    refunds: sum(of("REFUND"), "amount"),
    units: sum(all, "units"),
    sales: sum(of("SALE"), "entries") - sum(of("VOID"), "entries"),
  };
}

test("what was taken between two days is the sum of their rows, whichever days were replaced", () => {
  fc.assert(
    fc.property(
      fc.array(replacement, { maxLength: 5 }),
      fc.tuple(day, day).map((two) => two.sort((one, other) => one - other)),
      filter,
      (replacements, [from = 0, to = 0], where) => {
        const known = new KnownDays();
        let all: DayRow[] = [];
        for (const { days, rows: some } of replacements) {
          known.replace(days, some);
          all = [...all.filter((row) => !days.includes(row.day)), ...some];
        }
        const inside = all.filter((row) => row.day >= from && row.day < to);
        const counted = inside.filter(
          ({ channel, kind }) =>
            (where.channels.length === 0 || where.channels.includes(channel)) &&
            (where.kinds.length === 0 || where.kinds.includes(kind)),
        );
        const expected = channels
          .map((channel) => ({ channel, rows: counted.filter((row) => row.channel === channel) }))
          .filter(({ rows: some }) => some.length > 0)
          .map(({ channel, rows: some }) => ({
            channel,
            sums: sumRows(some),
            entries: some.reduce((total, { entries }) => total + entries, 0n),
          }));
        const found = known.sumChannels(from, to, where);
        const byName = (list: typeof found) =>
          list.toSorted((one, other) => one.channel.localeCompare(other.channel));
        expect(byName(found)).toEqual(byName(expected));
        const days = [...new Set(inside.map((row) => row.day))].sort((one, other) => one - other);
        expect(known.list(from, to)).toEqual(days);
        expect(days.every((one) => known.has(one))).toBe(true);
      },
    ),
  );
});

test("a day that nothing is recorded on any more is not known", () => {
  const known = new KnownDays();
  const row = { channel: "web", kind: "SALE", amount: 5n, units: 1n, entries: 1n } as const;
  known.replace(
    [3, 4],
    [3, 4].map((each) => ({ ...row, day: each })),
  );
  known.replace([3], []);
  expect([3, 4].map((each) => known.has(each))).toEqual([false, true]);
  expect(known.size).toBe(1);
  expect(
    addAll(known.sumChannels(0, 9, { channels: [], kinds: [] }).map(({ sums }) => sums)),
  ).toEqual({ gross: 5n, refunds: 0n, units: 1n, sales: 1n });
});

test("channels are ordered by net revenue, and then by name", () => {
  const of = (channel: string, gross: bigint) => ({
    channel,
    sums: { gross, refunds: -1n, units: 0n, sales: 0n },
    entries: 1n,
  });
  const sorted = [of("b", 1n), of("c", 2n), of("a", 1n)].sort(compareChannels);
  expect(sorted.map(({ channel }) => channel)).toEqual(["c", "a", "b"]);
});
