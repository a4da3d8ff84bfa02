import { existsSync } from "node:fs";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import LastLineReporter from "./deploy/local/src/testing/last-line-reporter.ts";

const e2eSetup = "deploy/e2e/src/global-setup.ts";

/** The same end-to-end tests, against one of the two forms in which Backroom runs. */
function defineEndToEnd(form: "one-process" | "split", i: number): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      name: `e2e-${form}`,
      include: ["deploy/e2e/**/*.test.ts"],
      env: { BACKROOM_E2E_FORM: form },
      sequence: { groupOrder: i + 1 }, // One whole system at a time, after the unit tests.
      globalSetup: [e2eSetup],
      testTimeout: 60_000,
      hookTimeout: 120_000,
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
      ...(existsSync(e2eSetup) ? (["one-process", "split"] as const).map(defineEndToEnd) : []),
    ],
  },
});
