import { create } from "@bufbuild/protobuf";
import { type Empty, EmptySchema } from "@bufbuild/protobuf/wkt";
import { Code } from "@connectrpc/connect";
import { expect, test } from "vitest";
import type { ServerStreamHandler } from "./call.ts";
import { createContext } from "./create-context.ts";
import { limitStreams } from "./limit-streams.ts";

/** Answers one message after the other, and fails after three. */
const count: ServerStreamHandler<typeof EmptySchema, typeof EmptySchema> = async function* () {
  for (let i = 0; i < 3; i++) yield {};
  throw new Error("three were enough");
};

function open(
  handler: typeof count,
  name: string,
  signal = new AbortController().signal,
): AsyncIterator<Partial<Empty>> {
  const context = createContext({ caller: { name }, signal });
  return handler(create(EmptySchema), context)[Symbol.asyncIterator]();
}

test("one caller may have so many streams open, whatever others have", async () => {
  const limited = limitStreams(count, 2);
  const [first, second] = [open(limited, "shop"), open(limited, "shop")];
  await first.next();
  await second.next();
  await expect(open(limited, "shop").next()).rejects.toMatchObject({
    code: Code.ResourceExhausted,
    rawMessage:
      "shop has 2 of these streams open, which is as many as one caller may have: close one",
  });
  expect(await open(limited, "web").next()).toMatchObject({ done: false });
});

test("a caller that leaves and asks for nothing more makes room for another", async () => {
  const limited = limitStreams(count, 1);
  const leaving = new AbortController();
  await open(limited, "shop", leaving.signal).next();
  leaving.abort();
  expect(await open(limited, "shop").next()).toMatchObject({ done: false });
  await expect(open(limited, "shop").next()).rejects.toMatchObject({
    code: Code.ResourceExhausted,
  });
});

test("a stream that is left or that fails makes room for another", async () => {
  const limited = limitStreams(count, 1);
  const left = open(limited, "shop");
  await left.next();
  await left.return?.();
  const failed = open(limited, "shop");
  for (let i = 0; i < 3; i++) await failed.next();
  await expect(failed.next()).rejects.toThrow("three were enough");
  expect(await open(limited, "shop").next()).toMatchObject({ done: false });
});
