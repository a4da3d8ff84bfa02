import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const production = {
  NODE_ENV: "production",
  API_KEYS: "till:0123456789abcdefghijklmn",
  INTERNAL_TOKEN: "0123456789abcdefghijklmn",
};

test("starts in development with nothing set", () => {
  const config = readConfig({});
  expect(config.listen).toEqual({ host: "127.0.0.1", port: 8000 });
  expect(config.apiKeys).toEqual([{ name: "key-1", key: "123" }]);
});

test("reads named and plain keys", () => {
  const { apiKeys } = readConfig({ API_KEYS: "till:abc, plain ,web:a:b" });
  expect(apiKeys).toEqual([
    { name: "till", key: "abc" },
    { name: "key-2", key: "plain" },
    { name: "web", key: "a:b" },
  ]);
});

test("starts in production with a key and a token", () => {
  expect(readConfig(production).apiKeys).toHaveLength(1);
});

test.each([
  [{ API_KEYS: undefined }, "API_KEYS is required"],
  [{ API_KEYS: "123" }, "API_KEYS: the development key is refused in production"],
  [{ API_KEYS: `${production.API_KEYS},123` }, "API_KEYS: the development key is refused"],
  [{ API_KEYS: "a:0123456789" }, "API_KEYS: keys must have at least 24 characters"],
  [{ API_KEYS: "a b:0123456789abcdefghijklmn" }, "API_KEYS: names must be"],
  [{ API_KEYS: `${production.API_KEYS},${production.API_KEYS}` }, "API_KEYS: names must differ"],
  [{ API_KEYS: " , " }, "API_KEYS: there must be a key"],
  [{ INTERNAL_TOKEN: undefined }, "INTERNAL_TOKEN is required"],
  [{ GATEWAY_HOST: "0.0.0.0" }, "ALLOW_PLAINTEXT=true"],
  [{ TLS_CERT_FILE: import.meta.filename }, "TLS_CERT_FILE and TLS_KEY_FILE go together"],
  [{ TLS_CERT_FILE: "/nowhere", TLS_KEY_FILE: "/nowhere" }, "TLS_KEY_FILE cannot be read: ENOENT"],
  [{ GRPC_TLS_CERT: import.meta.filename }, "GRPC_TLS_CERT and GRPC_TLS_KEY belong together"],
  [{ GRPC_TLS_CERT: "/nowhere", GRPC_TLS_KEY: "/nowhere" }, "GRPC_TLS_KEY cannot be read: ENOENT"],
  [{ GATEWAY_PORT: "http" }, "GATEWAY_PORT must be a whole number"],
])("refuses in production %o", (changes, message) => {
  expect(() => readConfig({ ...production, ...changes })).toThrow(message);
});

test("never prints a key that it refuses", () => {
  const secret = "hunter2-hunter2";
  try {
    readConfig({ ...production, API_KEYS: `till:${secret}` });
    expect.unreachable();
  } catch (thrown) {
    expect(String(thrown)).not.toContain(secret);
  }
});

test("listens beyond loopback in plain text when told so", () => {
  const config = readConfig({ ...production, GATEWAY_HOST: "0.0.0.0", ALLOW_PLAINTEXT: "true" });
  expect(config.listen.host).toBe("0.0.0.0");
});
