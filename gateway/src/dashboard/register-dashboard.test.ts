import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import Fastify from "fastify";
import { expect, test } from "vitest";
import { registerDashboard } from "./register-dashboard.ts";

/** Serves a build of one page, one asset and the worker. */
async function serveBuild() {
  const folder = await mkdtemp(join(tmpdir(), "dashboard-"));
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), "<p>page</p>");
  await writeFile(join(folder, "service-worker.js"), "worker");
  await writeFile(join(folder, "assets/index-1.js"), "script");
  await writeFile(join(folder, "assets/index-1.js.br"), brotliCompressSync("script"));
  const app = Fastify({ routerOptions: { ignoreTrailingSlash: true } });
  await app.register((scope) => registerDashboard(scope, folder));
  return app;
}

test.each(["/dashboard", "/dashboard/", "/dashboard/revenue?period=year", "/dashboard/a/b"])(
  "answers the page at %s, to be asked for again each time",
  async (url) => {
    const answer = await (await serveBuild()).inject(url);
    expect([answer.statusCode, answer.body]).toEqual([200, "<p>page</p>"]);
    expect(answer.headers["content-type"]).toMatch(/^text\/html/);
    expect(answer.headers["cache-control"]).toBe("no-cache");
    const policy = String(answer.headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).not.toContain("unsafe");
  },
);

test("answers files compressed where they were, and those named by their content for a year", async () => {
  const app = await serveBuild();
  const plain = await app.inject("/dashboard/assets/index-1.js");
  expect(plain.body).toBe("script");
  expect(plain.headers["cache-control"]).toContain("immutable");
  const packed = await app.inject({
    url: "/dashboard/assets/index-1.js",
    headers: { "accept-encoding": "gzip, br" },
  });
  expect(packed.headers["content-encoding"]).toBe("br");
  expect(packed.headers["content-type"]).toMatch(/javascript/);
  const worker = await app.inject("/dashboard/service-worker.js");
  expect([worker.body, worker.headers["cache-control"]]).toEqual(["worker", "no-cache"]);
});

test.each(["/dashboard/assets/old-2.js", "/dashboard/assets/../../../package.json"])(
  "answers no page in place of the file %s",
  async (url) => {
    const answer = await (await serveBuild()).inject(url);
    expect(answer.statusCode).not.toBe(200);
  },
);

test("says that there is no build, and how to make one", async () => {
  const app = Fastify();
  await app.register((scope) => registerDashboard(scope, join(tmpdir(), "no-such-build")));
  const answer = await app.inject("/dashboard/");
  expect(answer.body).toContain("npm run generate");
  const root = await app.inject("/");
  expect([root.statusCode, root.headers.location]).toEqual([302, "/dashboard/"]);
});
