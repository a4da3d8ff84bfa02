import { readFileSync } from "node:fs";
import { logLevels } from "./log.ts";

/** The environment that configuration is read from. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads one process's configuration, gathers everything that is wrong with it, and then says so at once. */
export class ConfigReader {
  readonly #environment: Environment;
  readonly #problems: string[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Whether this is a production start: NODE_ENV is `production`. */
  get isProduction(): boolean {
    return this.#environment.NODE_ENV === "production";
  }

  /** Reads a text; the fallback serves when it is unset or empty, and without one it is required. */
  text(name: string, fallback?: string): string {
    const value = this.#environment[name] || fallback;
    if (value === undefined) this.#problems.push(`${name} is required`);
    return value ?? "";
  }

  /** Reads a text that may be absent. */
  optionalText(name: string): string | undefined {
    return this.#environment[name] || undefined;
  }

  /** Reads the file that a variable names; undefined when it names none. */
  file(name: string): Buffer | undefined {
    const path = this.optionalText(name);
    if (path === undefined) return undefined;
    try {
      return readFileSync(path);
    } catch (thrown) {
      this.#problems.push(`${name} cannot be read: ${(thrown as Error).message}`);
      return undefined;
    }
  }

  /** Reads a whole number within bounds, both included. */
  integer(name: string, fallback: number, min: number, max: number): number {
    const text = this.#environment[name];
    if (!text) return fallback;
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    this.#problems.push(`${name} must be a whole number from ${min} to ${max}, not "${text}"`);
    return fallback;
  }

  /** Reads `true` or `false`. */
  flag(name: string, fallback: boolean): boolean {
    const text = this.#environment[name];
    if (!text) return fallback;
    if (text !== "true" && text !== "false") {
      this.#problems.push(`${name} must be true or false, not "${text}"`);
    }
    return text === "true";
  }

  /** Reads one of a few words. */
  choice<const T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const text = this.#environment[name];
    if (!text) return fallback;
    const found = choices.find((choice) => choice === text);
    if (!found) this.#problems.push(`${name} must be one of ${choices.join(", ")}, not "${text}"`);
    return found ?? fallback;
  }

  /** Reads LOG_LEVEL: the least level that is logged; `info` when it is unset. */
  logLevel(): string {
    return this.choice("LOG_LEVEL", logLevels, "info");
  }

  /** Notes a problem of its own, such as two settings that contradict each other. */
  refuse(problem: string): void {
    this.#problems.push(problem);
  }

  /**
   * Ends the reading.
   *
   * @throws Error naming every variable that is wrong and the rule it breaks.
   */
  finish<T>(config: T): T {
    if (this.#problems.length > 0) {
      throw new Error(`the configuration is wrong:\n  ${this.#problems.join("\n  ")}`);
    }
    return config;
  }
}
