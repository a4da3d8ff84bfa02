import fc from "fast-check";
import { expect, test } from "vitest";
import { makeZoneClock } from "./zone-clock.ts";

test.each([
  ["UTC", "2025-05-18T12:00:00.000Z", "2025-05-18T12:00:00Z"],
  ["UTC", "2025-05-18T12:00:00.120Z", "2025-05-18T12:00:00.120Z"],
  ["Europe/Berlin", "2025-10-26T00:59:59.999Z", "2025-10-26T02:59:59.999+02:00"],
  ["Europe/Berlin", "2025-10-26T01:00:00.000Z", "2025-10-26T02:00:00+01:00"],
  ["America/St_Johns", "2005-04-03T03:30:59.000Z", "2005-04-03T00:00:59-03:30"],
  ["America/St_Johns", "2005-04-03T03:31:00.000Z", "2005-04-03T01:01:00-02:30"],
  ["Asia/Kathmandu", "2025-05-18T12:00:00.000Z", "2025-05-18T17:45:00+05:45"],
])("writes in %s %s as %s", (zone, instant, text) => {
  expect(makeZoneClock(zone)(Date.parse(instant))).toBe(text);
});

test("names the same instant in any zone and order", () => {
  const zones = ["Australia/Lord_Howe", "America/St_Johns", "Africa/Monrovia", "America/Sao_Paulo"];
  const clocks = zones.map(makeZoneClock);
  const instants = fc.integer({
    min: Date.UTC(1970, 0, 2) / 1000,
    max: Date.UTC(2104, 11, 31) / 1000,
  });
  fc.assert(
    fc.property(fc.array(instants), (seconds) => {
      for (const second of seconds) {
        for (const write of clocks) expect(Date.parse(write(second * 1000))).toBe(second * 1000);
      }
    }),
  );
});
