import { expect, test } from "vitest";
import { ConfigReader } from "./config.ts";
import { createLog } from "./log.ts";

test("a wrong LOG_LEVEL is said in a log, by the configuration", () => {
  expect(createLog("test", "loud").level).toBe("info");
  expect(createLog("test", undefined).level).toBe("info");
  expect(createLog("test", "silent").level).toBe("silent");
  const reader = new ConfigReader({ LOG_LEVEL: "loud" });
  expect(() => reader.finish(reader.logLevel())).toThrow(
    /LOG_LEVEL must be one of fatal, .*silent/,
  );
});
