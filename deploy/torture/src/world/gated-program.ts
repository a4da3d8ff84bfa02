import { Gate } from "@backroom/kit/testing/gate";
import { findFreePort } from "@backroom/local/stores";
import type { Program } from "./program.ts";

/** A program that others find in one place, however often it is killed and started again. */
export class GatedProgram {
  readonly program: Program;
  readonly #gate: Gate;
  readonly #portVariable: string;

  private constructor(program: Program, gate: Gate, portVariable: string) {
    this.program = program;
    this.#gate = gate;
    this.#portVariable = portVariable;
  }

  /**
   * Opens the place where a program will be found; it does not start it.
   *
   * @param portVariable the variable that tells it where to listen.
   */
  static async open(program: Program, portVariable: string): Promise<GatedProgram> {
    return new GatedProgram(program, await Gate.open(), portVariable);
  }

  /** Where others find it. */
  get address(): string {
    return `dns:///127.0.0.1:${this.#gate.port}`;
  }

  /** Starts it. */
  async start(environment: Readonly<Record<string, string>>): Promise<void> {
    const port = await findFreePort();
    await this.program.start({ ...environment, [this.#portVariable]: String(port) });
    this.#gate.target = `tcp://127.0.0.1:${port}`;
  }

  /** Ends it as kill -9 does. */
  async kill(): Promise<void> {
    this.#gate.target = undefined;
    await this.program.kill();
    this.#gate.cut();
  }

  /** Stops it for good, as it should be stopped. */
  async stop(): Promise<void> {
    await this.program.stop();
    await this.#gate.shut();
  }

  /** Ends it for good. */
  async end(): Promise<void> {
    await this.kill();
    await this.#gate.shut();
  }
}
