import { fileURLToPath } from "node:url";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import LastLineReporter from "./deploy/local/src/testing/last-line-reporter.ts";

/** What the programs that tests start are compiled to, so that each is compiled once. */
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
  new URL("node_modules/.cache/node", import.meta.url),
);

const forms = ["one-process", "split"] as const;
const outageTests = "deploy/e2e/src/outage/**/*.test.ts";
const dashboardTests = "deploy/e2e/src/dashboard/**/*.test.ts";

/** The same end-to-end tests, against one of the two forms in which Backroom runs. */
function defineEndToEnd(form: string): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      name: `e2e-${form}`,
      env: { BACKROOM_E2E_SYSTEM: form },
      include: ["deploy/e2e/**/*.test.ts"],
      exclude: [outageTests, dashboardTests],
    },
  };
}

/** The tests that kill parts of a whole system, which the end-to-end tests of its form have left. */
function defineOutage(form: string): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      name: `outage-${form}`,
      env: { BACKROOM_E2E_SYSTEM: form },
      include: [outageTests],
      sequence: { groupOrder: 1 },
      testTimeout: 300_000, // They wait for several processes to start again.
    },
  };
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    // Modules keep nothing but what they can work out again, so files share what is loaded.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A condition is waited for as long as a machine ten times slower may need.
    expect: { poll: { timeout: 30_000 } },
    reporters: ["default", new LastLineReporter()],
    globalSetup: ["deploy/e2e/src/global-setup.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{proto,services,gateway,deploy/local,deploy/import}/**/*.test.ts"],
          globalSetup: ["deploy/local/src/testing/global-setup.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "dashboard",
          env: { BACKROOM_E2E_SYSTEM: "dashboard" },
          include: [dashboardTests],
          testTimeout: 180_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
      ...forms.map(defineEndToEnd),
      ...forms.map(defineOutage),
      {
        extends: true,
        test: {
          name: "torture",
          include: ["deploy/torture/**/*.test.ts"],
          sequence: { groupOrder: 2 }, // It takes the whole machine.
          testTimeout: 900_000,
        },
      },
    ],
  },
});
