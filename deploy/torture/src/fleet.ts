import { type Backend, createContext, dialGrpc } from "@backroom/kit";
import { findFreePort } from "@backroom/local/stores";
import { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import {
  create,
  type DescMessage,
  type DescMethodClientStreaming,
  type DescMethodUnary,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import { ChannelCredentials } from "@grpc/grpc-js";
import type { LogLine, Program } from "./world/program.ts";

/** The token of calls between the programs of a trial. */
export const internalToken = "torture";

const maxStreamMs = 300_000;

type Channel = Backend & { close(): void };

/** The processes of a trial of which one mirrors and the others stand by. */
export class Fleet {
  readonly programs: readonly Program[];
  readonly #environment: Readonly<Record<string, string>>;
  readonly #channels = new Map<Program, Channel>();
  #leader: Program | undefined;

  /** @param environment what each is told, beside its port. */
  constructor(programs: readonly Program[], environment: Readonly<Record<string, string>>) {
    this.programs = programs;
    this.#environment = environment;
  }

  /** The one that mirrors just now; undefined when it has ended. */
  get leader(): Program | undefined {
    return this.#leader?.isRunning ? this.#leader : undefined;
  }

  /** Learns from what a program logs who mirrors. */
  heed({ msg }: LogLine, program: Program): void {
    if (msg === "this process mirrors the ledger") this.#leader = program;
  }

  /** Starts a program on a port of its own. */
  async start(program: Program): Promise<void> {
    if (this.#leader === program) this.#leader = undefined;
    const port = await findFreePort();
    await program.start({ ...this.#environment, SALES_PORT: String(port) });
    this.#channels.get(program)?.close();
    const channel = dialGrpc({
      target: `dns:///127.0.0.1:${port}`,
      token: internalToken,
      credentials: ChannelCredentials.createInsecure(),
      services: [SalesService, RevenueService],
    });
    this.#channels.set(program, channel);
  }

  /** Calls an rpc of a program. */
  async call<I extends DescMessage, O extends DescMessage>(
    program: Program,
    method: DescMethodUnary<I, O>,
    request: MessageInitShape<I>,
    timeoutMs = 10_000,
  ): Promise<MessageShape<O>> {
    const context = createContext({ caller: { name: "torture" }, timeoutMs });
    return this.#reach(program).unary(method, create(method.input, request), context);
  }

  /** Streams requests to a program. */
  async stream<I extends DescMessage, O extends DescMessage>(
    program: Program,
    method: DescMethodClientStreaming<I, O>,
    requests: AsyncIterable<MessageShape<I>>,
  ): Promise<MessageShape<O>> {
    const context = createContext({ caller: { name: "torture" }, timeoutMs: maxStreamMs });
    return this.#reach(program).clientStream(method, requests, context);
  }

  #reach(program: Program): Channel {
    const channel = this.#channels.get(program);
    if (!channel) throw new Error(`${program.name} was never started`);
    return channel;
  }

  /** Starts every one that was killed, and wakes every one that was paused. */
  async heal(): Promise<void> {
    for (const program of this.programs) {
      program.signal("SIGCONT");
      if (!program.isRunning) await this.start(program);
    }
  }

  /** Stops all; fails when one does not stop as it should. */
  async stop(): Promise<void> {
    const stopped = await Promise.allSettled(this.programs.map((program) => program.stop()));
    for (const channel of this.#channels.values()) channel.close();
    for (const result of stopped) if (result.status === "rejected") throw result.reason;
  }

  /** Ends all at once, after a trial that failed. */
  async kill(): Promise<void> {
    await Promise.all(this.programs.map((program) => program.kill()));
    for (const channel of this.#channels.values()) channel.close();
  }
}
