import { expect, test } from "vitest";
import { Pace } from "./pace.ts";

test("tells the rate of the last half a minute or so, and the time that is left", () => {
  const pace = new Pace(1_000_000);
  expect(pace.measure(0, 0, 0)).toBe("0 rows read");
  expect(pace.measure(1000, 10_000, 1000)).toBe("1000 rows read");
  expect(pace.measure(2000, 20_000, 2000)).toBe("2000 rows read, 1000/s, 98 s left");
  expect(pace.measure(31_000, 310_000, 31_000)).toBe("31000 rows read, 1000/s, 69 s left");
  expect(pace.measure(37_200, 372_000, 62_000)).toBe("37200 rows read, 200/s, 5 min left");
});
