import {
  type GetSummaryResponse,
  GetSummaryResponseSchema,
} from "@backroom/proto/revenue/v1/revenue_pb";
import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { type Feed, type FollowOptions, followSummary } from "./follow-summary.ts";

const summary = create(GetSummaryResponseSchema);

/** Follows streams that are made one after the other, and notes what happens, until `last` of them are opened. */
async function follow(
  streams: readonly ((signal: AbortSignal) => AsyncIterable<GetSummaryResponse>)[],
  options: Partial<FollowOptions> = {},
): Promise<readonly string[]> {
  const left = new AbortController();
  const events: string[] = [];
  let opened = 0;
  await followSummary({
    watch(signal) {
      events.push("open");
      const stream = streams[opened++];
      if (stream) return stream(signal);
      left.abort();
      return speak(0);
    },
    onSummary: () => events.push("summary"),
    onFeed: (feed: Feed) => events.push(feed),
    onSilence: () => events.push("silence"),
    signal: left.signal,
    firstPauseMs: 1,
    ...options,
  });
  return events;
}

/** A stream of so many messages, and its end. */
async function* speak(messages: number, error?: ConnectError): AsyncGenerator<GetSummaryResponse> {
  for (let i = 0; i < messages; i++) yield summary;
  if (error) throw error;
}

/** A stream of so many messages that then says nothing more until it is left. */
async function* hang(signal: AbortSignal, messages = 0): AsyncGenerator<GetSummaryResponse> {
  yield* speak(messages);
  if (!signal.aborted) await new Promise((end) => signal.addEventListener("abort", end));
  throw signal.reason;
}

test("opens a stream again when it ends, however it ends", async () => {
  const cut = new ConnectError("cut", Code.Unavailable);
  expect(await follow([() => speak(2), () => speak(1, cut)])).toEqual([
    ...["connecting", "open", "streaming", "summary", "streaming", "summary"],
    ...["connecting", "open", "streaming", "summary", "connecting", "open"],
  ]);
});

test("has the summary asked for while no stream can be opened", async () => {
  const full = () => speak(0, new ConnectError("too many", Code.ResourceExhausted));
  expect(await follow([full, full, () => speak(1)])).toEqual([
    ...["connecting", "open", "polling", "open", "polling", "open", "streaming", "summary"],
    ...["connecting", "open"],
  ]);
});

test("has the summary asked for, too, while a stream has nothing to say", async () => {
  const events = await follow([hang], { firstMessageMs: 1, maxSilenceMs: 50 });
  expect(events).toEqual(["connecting", "open", "polling", "silence", "polling", "open"]);
});

test("leaves a stream that has fallen silent", async () => {
  const events = await follow([(signal) => hang(signal, 1)], { maxSilenceMs: 1 });
  expect(events).toEqual([
    ...["connecting", "open", "streaming", "summary", "silence", "connecting", "open"],
  ]);
});

test.each([Code.InvalidArgument, Code.NotFound, Code.Unauthenticated])(
  "gives up on an error of code %d, which would only come again",
  async (code) => {
    expect(await follow([() => speak(0, new ConnectError("no", code))])).toEqual([
      ...["connecting", "open", "polling"],
    ]);
  },
);

test("closes its stream when it is told to end", async () => {
  const left = new AbortController();
  let closed = false;
  await followSummary({
    async *watch(signal) {
      signal.addEventListener("abort", () => {
        closed = true;
      });
      yield summary;
      yield* hang(signal);
    },
    onSummary: () => left.abort(),
    onFeed() {},
    onSilence() {},
    signal: left.signal,
  });
  expect(closed).toBe(true);
});
