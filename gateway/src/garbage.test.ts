import type { DescMessage } from "@bufbuild/protobuf";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { publicServices } from "./public-services.ts";
import { listBindings } from "./rest/binding.ts";
import { createTestGateway } from "./testing/create-test-gateway.ts";

const { app, headers, logged } = await createTestGateway();
afterAll(() => app.close());

const uuid = "0197a1b2-0000-7000-8000-000000000000";
const oddTexts = [
  "",
  "0",
  "1",
  "-1",
  "1e3",
  "0x1",
  "9223372036854775808",
  "NaN",
  uuid,
  "2025-02-30",
];
const moreOddTexts = [
  "a\u0000b",
  "\ud800",
  "null",
  "SALE",
  "kind_sale",
  "%",
  "__proto__",
  "é",
  "../..",
];
const text = fc.oneof(
  fc.constantFrom(...oddTexts, ...moreOddTexts),
  fc.string({ unit: "binary" }),
  fc.string(),
);

/** Numbers as JSON can write them and JavaScript cannot. */
const numberToken = fc.constantFrom(
  "1e999",
  "-0",
  "0.00001",
  "99999999999999999999",
  "1E+2",
  "01",
  "NaN",
);

/** Objects of the message's own names, and others, with any JSON in them. */
function arbitraryBody(desc: DescMessage): fc.Arbitrary<string | Buffer> {
  const names = [
    ...desc.fields.map(({ name }) => name),
    ...desc.fields.map((field) => field.jsonName),
  ];
  const value = fc.oneof(
    fc.json({ maxDepth: 3 }),
    text.map((each) => JSON.stringify(each)),
    fc.integer().map(String),
    numberToken,
  );
  const isEmpty = names.length === 0;
  const name = isEmpty ? text : fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...names) }, text);
  const object = fc
    .array(fc.tuple(name, value), { maxLength: 6 })
    .map(
      (members) => `{${members.map(([key, each]) => `${JSON.stringify(key)}:${each}`).join(",")}}`,
    );
  return fc.oneof(
    { weight: 6, arbitrary: object },
    fc.json(),
    fc.string({ unit: "binary" }),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  );
}

/** Query strings of the message's own names, and others. */
function arbitraryQuery(desc: DescMessage): fc.Arbitrary<string> {
  const name = fc.oneof(fc.constantFrom("limit", ...desc.fields.map((field) => field.name)), text);
  const part = fc.oneof(
    fc.tuple(name, text).map(([key, value]) => `${quote(key)}=${quote(value)}`),
    fc.constantFrom("&", "=", "a=%ff", "%zz=1", "limit=%00"),
  );
  return fc
    .array(part, { maxLength: 4 })
    .map((parts) => (parts.length > 0 ? `?${parts.join("&")}` : ""));
}

/** Percent-encodes whatever can be. */
function quote(value: string): string {
  return encodeURIComponent(value.toWellFormed());
}

const contentType = fc.oneof(
  { weight: 6, arbitrary: fc.constant("application/json") },
  fc.constantFrom(
    "application/proto",
    "application/connect+json",
    "application/grpc-web+json",
    "text/plain",
    "a",
  ),
);

/** Headers that mean something to somebody. */
const oddHeaders = fc.record(
  {
    "idempotency-key": fc.constantFrom("", "1", "é", "x".repeat(300)),
    // Not 0 or 1: that deadline passes before the answer, which rightly is DEADLINE_EXCEEDED.
    "connect-timeout-ms": fc.constantFrom("60000", "-1", "soon", "1".repeat(30)),
    "connect-protocol-version": fc.constantFrom("1", "2"),
    "content-encoding": fc.constantFrom("identity", "gzip"),
    "connect-content-encoding": fc.constantFrom("identity", "gzip"),
    accept: fc.constantFrom("text/html", "*/*"),
    host: fc.constantFrom("a b", "example.com", "[::1"),
  },
  { requiredKeys: [] },
);

interface Target {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly shape: string;
  readonly input: DescMessage;
}

const targets: readonly Target[] = [
  ...listBindings(publicServices).map(({ verb, path, method }) => ({
    method: verb as Target["method"],
    shape: path.shape,
    input: method.input,
  })),
  ...publicServices.flatMap((service) =>
    service.methods.map((method) => ({
      method: "POST" as const,
      shape: `/${service.typeName}/${method.name}`,
      input: method.input,
    })),
  ),
];

test.each(targets)("$method $shape survives garbage", async ({ method, shape, input }) => {
  const segment = fc.oneof({ weight: 3, arbitrary: fc.constantFrom("1", uuid) }, text.map(quote));
  const path = fc
    .array(segment, { minLength: 2, maxLength: 2 })
    .map((segments) => shape.replaceAll(/:p([0-9])/g, (_, at) => segments[at] ?? ""));
  const hasBody = method !== "GET" && method !== "DELETE";
  const body = hasBody
    ? fc.option(arbitraryBody(input), { nil: undefined })
    : fc.constant(undefined);
  const query = arbitraryQuery(input);
  await fc.assert(
    fc.asyncProperty(
      path,
      query,
      body,
      contentType,
      oddHeaders,
      async (at, asked, payload, type, odd) => {
        const typed = payload === undefined ? {} : { "content-type": type };
        const all = { ...odd, ...typed, ...headers };
        const answer = await app.inject({ method, url: `${at}${asked}`, headers: all, payload });
        expect(answer.statusCode, answer.body).toBeLessThan(500);
        if (answer.statusCode >= 400) expect(answer.json()).toHaveProperty("code");
      },
    ),
    { numRuns: 60 },
  );
  expect(logged()).toBe("");
});
