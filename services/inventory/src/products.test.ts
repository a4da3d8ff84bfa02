import { createLog } from "@backroom/kit";
import { testContext } from "@backroom/kit/testing";
import { expect, test, vi } from "vitest";
import { askCatalog } from "./products.ts";
import { createMemoryCatalog } from "./testing/memory-catalog.ts";

test("asks for all products in one call and leaves out what does not exist", async () => {
  const catalog = createMemoryCatalog();
  catalog.names.set(1n, "Teapot").set(2n, "Kettle");
  const products = askCatalog(catalog, createLog("inventory", "silent"));
  const names = await products.findNames([1n, 2n, 1n, 3n], testContext(), 60_000);
  expect([...(names ?? [])]).toEqual([
    [1n, "Teapot"],
    [2n, "Kettle"],
  ]);
  expect(catalog.calls).toBe(1);
});

test("knows a name no longer than it holds", async () => {
  const catalog = createMemoryCatalog();
  const products = askCatalog(catalog, createLog("inventory", "silent"));
  for (const name of ["Teapot", "Samovar"]) {
    catalog.names.set(1n, name);
    const names = await products.findNames([1n], testContext(), 60_000);
    expect(names?.get(1n)).toBe(name);
  }
});

test("gives up on a catalogue that is away or does not answer, and says so once", async () => {
  const catalog = createMemoryCatalog();
  const log = createLog("inventory", "silent");
  const warn = vi.spyOn(log, "warn");
  const info = vi.spyOn(log, "info");
  const products = askCatalog(catalog, log);
  catalog.state = "silent";
  expect(await products.findNames([1n], testContext(), 20)).toBeUndefined();
  catalog.state = "away";
  expect(await products.findNames([1n], testContext(), 60_000)).toBeUndefined();
  expect(warn).toHaveBeenCalledExactlyOnceWith(
    { reason: "[deadline_exceeded] the deadline has passed" },
    "the catalogue is away: products go without names",
  );
  catalog.state = "here";
  expect(await products.findNames([1n], testContext(), 60_000)).toEqual(new Map());
  expect(info).toHaveBeenCalledExactlyOnceWith(
    { lostForMs: expect.any(Number) },
    "the catalogue answers again",
  );
});

test("ends with its caller", async () => {
  const catalog = createMemoryCatalog();
  catalog.state = "silent";
  const products = askCatalog(catalog, createLog("inventory", "silent"));
  const abort = new AbortController();
  const context = { ...testContext(), signal: abort.signal };
  const asking = products.findNames([1n], context, 60_000);
  abort.abort();
  await expect(asking).rejects.toThrow("canceled");
});
