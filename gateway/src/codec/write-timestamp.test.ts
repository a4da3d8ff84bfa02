import { create, toJson } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readTimestamp } from "./read-timestamp.ts";
import { writeTimestamp } from "./write-timestamp.ts";

const seconds = fc.bigInt({ min: -62_135_596_800n, max: 253_402_300_799n });
const nanos = fc.oneof(
  fc.integer({ min: 0, max: 999_999_999 }),
  fc.integer({ min: 0, max: 999 }).map((ms) => ms * 1_000_000),
  fc.integer({ min: 0, max: 999_999 }).map((us) => us * 1_000),
);
const timestamp = fc.record({ seconds, nanos }).map((fields) => create(TimestampSchema, fields));

test("writes what protobuf's own JSON writes, and reads it back", () => {
  fc.assert(
    fc.property(timestamp, (each) => {
      const text = writeTimestamp(each);
      expect(text).toBe(toJson(TimestampSchema, each));
      expect(readTimestamp(text)).toEqual(each);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  "2025-02-30T00:00:00Z",
  "2025-01-01",
  "2025-01-01T00:00:00",
  "2025-01-01T25:00:00Z",
  "",
])("refuses %j", (text) => {
  expect(() => readTimestamp(text)).toThrow("must be an RFC 3339 instant");
});

test("reads an offset", () => {
  expect(readTimestamp("2025-05-18T12:00:00.5+02:00")).toMatchObject({
    seconds: 1_747_562_400n,
    nanos: 500_000_000,
  });
});
