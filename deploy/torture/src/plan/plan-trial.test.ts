import { expect, test } from "vitest";
import { faults } from "../faults/list-faults.ts";
import { describePlan, planTrial } from "./plan-trial.ts";

test("the same seed and number give the same plan, others another", () => {
  const write = (seed: number, trial: number) => {
    const plan = planTrial(seed, trial, faults);
    return `${JSON.stringify(plan)} ${describePlan(plan)}`;
  };
  for (let trial = 1; trial <= 6; trial++) {
    expect(write(7, trial)).toBe(write(7, trial));
    expect(write(7, trial)).not.toBe(write(8, trial));
    expect(write(7, trial)).not.toBe(write(7, trial + 1));
  }
});

test("every fault comes first once in as many trials as there are faults", () => {
  const first = faults.map((_, i) => planTrial(7, 100 + i, faults).strikes[0]?.fault.name);
  expect(first.sort()).toEqual(faults.map(({ name }) => name).sort());
});

test("no fault strikes where it cannot", () => {
  for (let trial = 1; trial <= 40; trial++) {
    const { work, strikes } = planTrial(3, trial, faults);
    for (const { fault } of strikes) expect([undefined, work.form]).toContain(fault.form);
  }
});
