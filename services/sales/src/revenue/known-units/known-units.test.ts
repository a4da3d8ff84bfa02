import fc from "fast-check";
import { expect, test } from "vitest";
import type { Kind } from "../query.ts";
import { addAll } from "../sums.ts";
import { compareChannels, KnownUnits, type UnitRow } from "./known-units.ts";

const channels = ["web", "shop", "market"];
const kinds: readonly Kind[] = ["SALE", "REFUND", "VOID"];
const unit = fc.integer({ min: 0, max: 20 });

const rows = fc.array(
  fc.record<UnitRow>({
    unit,
    channel: fc.constantFrom(...channels),
    kind: fc.constantFrom(...kinds),
    amount: fc.bigInt(-(10n ** 30n), 10n ** 30n),
    units: fc.bigInt(-1_000n, 1_000n),
    entries: fc.bigInt(1n, 9n),
  }),
  { maxLength: 40 },
);

/** Units that are replaced, and all that is recorded in them from then on. */
const replacement = fc
  .tuple(fc.uniqueArray(unit, { minLength: 1, maxLength: 21 }), rows)
  .map(([units, some]) => ({ units, rows: some.filter((row) => units.includes(row.unit)) }));

const filter = fc.record({
  channels: fc.subarray(channels),
  kinds: fc.subarray([...kinds]),
});

/** Sums rows as it is said in words. */
function sumRows(all: readonly UnitRow[]) {
  const sum = (some: readonly UnitRow[], field: "amount" | "units" | "entries") =>
    some.reduce((total, row) => total + row[field], 0n);
  const of = (...wanted: Kind[]) => all.filter(({ kind }) => wanted.includes(kind));
  return {
    gross: sum(of("SALE", "VOID"), "amount"),
    refunds: sum(of("REFUND"), "amount"),
    units: sum(all, "units"),
    sales: sum(of("SALE"), "entries") - sum(of("VOID"), "entries"),
  };
}

test("what was taken between two units is the sum of their rows, whichever units were replaced", () => {
  fc.assert(
    fc.property(
      fc.array(replacement, { maxLength: 5 }),
      fc.tuple(unit, unit).map((two) => two.sort((one, other) => one - other)),
      filter,
      (replacements, [from = 0, to = 0], where) => {
        const known = new KnownUnits();
        let all: UnitRow[] = [];
        for (const { units, rows: some } of replacements) {
          known.replace(new Set(units), some);
          all = [...all.filter((row) => !units.includes(row.unit)), ...some];
        }
        const inside = all.filter((row) => row.unit >= from && row.unit < to);
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
        const found = known.sumChannels({ fromUnit: from, toUnit: to }, where);
        const byName = (list: typeof found) =>
          list.toSorted((one, other) => one.channel.localeCompare(other.channel));
        expect(byName(found)).toEqual(byName(expected));
        const units = [...new Set(inside.map((row) => row.unit))].sort((one, other) => one - other);
        expect(known.list(from, to)).toEqual(units);
        expect(units.every((one) => known.has(one))).toBe(true);
      },
    ),
  );
});

test("a unit in which nothing is recorded any more is not known", () => {
  const known = new KnownUnits();
  const row = { channel: "web", kind: "SALE", amount: 5n, units: 1n, entries: 1n } as const;
  known.replace(
    new Set([3, 4]),
    [3, 4].map((each) => ({ ...row, unit: each })),
  );
  known.replace(new Set([3]), []);
  expect([3, 4].map((each) => known.has(each))).toEqual([false, true]);
  expect(known.size).toBe(1);
  expect(
    addAll(
      known
        .sumChannels({ fromUnit: 0, toUnit: 9 }, { channels: [], kinds: [] })
        .map(({ sums }) => sums),
    ),
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
