import { connect } from "node:net";
import { afterAll, expect, test } from "vitest";
import { createTestGateway } from "../testing/create-test-gateway.ts";

const { app } = await createTestGateway();
const { port } = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
afterAll(() => app.close());

/** Sends bytes and reads until the gateway hangs up. */
async function send(text: string): Promise<string> {
  const socket = connect(Number(port), "127.0.0.1");
  socket.write(text);
  return (await socket.toArray()).join("");
}

test.each([
  ["NONSENSE\r\n\r\n", "400 Bad Request", "the request is not valid HTTP"],
  ["GET / HTTP/1.1\r\n\r\n", "400 Bad Request", ""],
  [
    `GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(20_000)}\r\n\r\n`,
    "431 Request Header",
    "headers: are too large",
  ],
  [
    "POST /sales HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "400 Bad Request",
    "not valid HTTP",
  ],
])("refuses %j", async (text, status, message) => {
  const answer = await send(text);
  expect(answer).toContain(`HTTP/1.1 ${status}`);
  expect(answer).toContain(message);
  expect(answer).not.toContain("    at ");
});
