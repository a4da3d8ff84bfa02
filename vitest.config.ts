import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import LastLineReporter from "./deploy/local/src/testing/last-line-reporter.ts";

const forms = ["one-process", "split"] as const;
type Form = (typeof forms)[number];
const outageTests = "deploy/e2e/src/outage/**/*.test.ts";

/** The same end-to-end tests, against one of the two forms in which Backroom runs. */
function defineEndToEnd(form: Form, i: number): TestProjectInlineConfiguration {
  return defineSystem(`e2e-${form}`, form, i + 1, {
    include: ["deploy/e2e/**/*.test.ts"],
    exclude: [outageTests],
  });
}

/** The tests that kill things, each file alone against a whole system that they share. */
function defineOutage(form: Form, i: number): TestProjectInlineConfiguration {
  return defineSystem(`outage-${form}`, form, i + 3, {
    include: [outageTests],
    fileParallelism: false,
    testTimeout: 300_000, // They wait for several processes to start again.
  });
}

/** Tests against a whole system of their own. */
function defineSystem(
  name: string,
  form: Form,
  groupOrder: number,
  options: TestProjectInlineConfiguration["test"],
): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      name,
      env: { BACKROOM_E2E_FORM: form },
      sequence: { groupOrder }, // One whole system at a time, after the unit tests.
      globalSetup: ["deploy/e2e/src/global-setup.ts"],
      testTimeout: 60_000,
      hookTimeout: 120_000,
      ...options,
    },
  };
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    // A condition is waited for as long as a machine ten times slower may need.
    expect: { poll: { timeout: 30_000 } },
    reporters: ["default", new LastLineReporter()],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{proto,services,gateway,deploy/local,deploy/import}/**/*.test.ts"],
          globalSetup: ["deploy/local/src/testing/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      ...forms.map(defineEndToEnd),
      ...forms.map(defineOutage),
      {
        extends: true,
        test: {
          name: "torture",
          include: ["deploy/torture/**/*.test.ts"],
          sequence: { groupOrder: 1 + 2 * forms.length }, // It takes the whole machine.
          testTimeout: 900_000,
        },
      },
    ],
  },
});
