import { afterAll, expect, test } from "vitest";
import { publicServices } from "../public-services.ts";
import { listBindings } from "../rest/binding.ts";
import { createTestGateway, testKey } from "../testing/create-test-gateway.ts";

const { app, seen } = await createTestGateway();
afterAll(() => app.close());

const paths = [
  ...listBindings(publicServices).map(({ verb, path }) => [
    verb,
    path.shape.replaceAll(/:p\d/g, "1"),
  ]),
  ...publicServices.flatMap((service) =>
    service.methods.map((method) => ["POST", `/${service.typeName}/${method.name}`]),
  ),
  ["GET", "/metrics"],
  ["GET", "/nothing"],
  ["GET", "/products/%zz"],
  ["DELETE", "/sales"],
  ["GET", "/healthz/x"],
  ["GET", "/products?/docs"],
] as [string, string][];

test.each(paths)("%s %s needs a key, and looks at it before anything else", async (method, url) => {
  for (const key of [undefined, "wrong", "0123456789abcdefghijklmnoq", ""]) {
    const answer = await app.inject({
      method: method as "GET",
      url,
      headers: {
        "content-type": "application/json",
        ...(key === undefined ? {} : { "x-api-key": key }),
      },
      payload: method === "GET" ? undefined : '{"not json',
    });
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ code: "unauthenticated" });
    expect(answer.headers["www-authenticate"]).toBe('Bearer realm="backroom"');
  }
  expect(seen).toHaveLength(0);
});

test.each(["/healthz", "/healthz/", "/readyz", "/readyz?verbose"])("%s is open", async (url) => {
  expect((await app.inject(url)).statusCode).toBe(200);
});

test.each([
  { "x-api-key": testKey.key },
  { authorization: `Bearer ${testKey.key}` },
  { authorization: `bearer ${testKey.key}` },
])("takes a key from %o", async (headers) => {
  const answer = await app.inject({ url: "/metrics", headers });
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain("backroom_http_seconds_bucket");
});

test("shows in no error which part of a key was right", async () => {
  const answers = await Promise.all(
    ["0", testKey.key.slice(0, -1), `${testKey.key}x`, testKey.key.toUpperCase()].map((key) =>
      app.inject({ url: "/products", headers: { "x-api-key": key } }),
    ),
  );
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
});
