import { Agent, request as sendRequest } from "node:http";
import { text } from "node:stream/consumers";
import { type Clickhouse, openClickhouse, type Select } from "@backroom/kit";
import type { ClickHouseClient } from "@clickhouse/client";
import type { Client } from "pg";
import { connect } from "../data/connect-postgres.ts";
import type { Question } from "../mix/question.ts";
import { toRequest } from "../mix/to-request.ts";
import { facts, postgres } from "../sql/dialect.ts";
import type { SqlRow } from "../sql/read-sql-rows.ts";
import { writeSql } from "../sql/write-sql.ts";
import { createRecorder, type Statements } from "./record-statements.ts";

/** The longest that ClickHouse may take for a statement. */
const maxRawMs = 60_000;

/** What questions are put to, over connections that end when it is disposed of. */
export interface Targets extends AsyncDisposable {
  /** Asks the gateway over REST, on a connection that is kept; answers the body. */
  gateway(question: Question): Promise<string>;
  /** Asks PostgreSQL. */
  postgres(question: Question): Promise<readonly SqlRow[]>;
  /** Asks ClickHouse for the single facts, without roll-ups. */
  facts(question: Question): Promise<readonly SqlRow[]>;
  /** Finds out what the service would ask ClickHouse. */
  record(question: Question): Promise<Statements>;
  /** Asks ClickHouse just that. */
  raw(statements: Statements): Promise<void>;
}

/** Where the targets are. */
export interface TargetUrls {
  readonly gatewayUrl: string;
  readonly postgresUrl: string;
  readonly clickhouseUrl: string;
}

/** Opens connections to the gateway and to both of its stores. */
export async function openTargets({
  gatewayUrl,
  postgresUrl,
  clickhouseUrl,
}: TargetUrls): Promise<Targets> {
  const agent = new Agent({ keepAlive: true });
  const ledger = await connect(postgresUrl);
  const clickhouse = openClickhouse(clickhouseUrl);
  const recorder = createRecorder(clickhouseUrl);
  return {
    gateway: (question) => askGateway(agent, gatewayUrl, question),
    postgres: (question) => askPostgres(ledger, writeSql(question, postgres)),
    facts: (question) => askFacts(clickhouse, writeSql(question, facts)),
    record: (question) => recorder.record(toRequest(question)),
    raw: async (statements) => {
      for (const group of statements) {
        await Promise.all(group.map((statement) => askRaw(clickhouse, statement)));
      }
    },
    async [Symbol.asyncDispose]() {
      agent.destroy();
      await Promise.all([ledger.end(), clickhouse.close(), recorder.close()]);
    },
  };
}

/** The gateway said that too many ask just now. */
export class RefusedError extends Error {}

/**
 * Sends a question to the gateway.
 *
 * @throws RefusedError when too many ask just now, and Error when it is not answered well otherwise.
 */
export function askGateway(agent: Agent, url: string, question: Question): Promise<string> {
  const { path, parameters } = toRequest(question);
  const query = new URLSearchParams(parameters.map(([name, value]) => [name, value]));
  return new Promise((resolve, reject) => {
    const sent = sendRequest(`${url}${path}?${query}`, { agent, headers: { "x-api-key": "123" } });
    sent.on("error", reject);
    sent.on("response", (response) => {
      text(response).then((body) => {
        if (response.statusCode === 200) resolve(body);
        else {
          const message = `${path}?${query} was answered ${response.statusCode}: ${body}`;
          reject(response.statusCode === 429 ? new RefusedError(message) : new Error(message));
        }
      }, reject);
    });
    sent.end();
  });
}

async function askPostgres(client: Client, sql: string): Promise<readonly SqlRow[]> {
  const { rows } = await client.query<Record<string, unknown>>(sql);
  return rows;
}

async function askFacts(client: ClickHouseClient, query: string): Promise<readonly SqlRow[]> {
  const answer = await client.query({ query, format: "JSONEachRow" });
  return answer.json<Record<string, unknown>>();
}

async function askRaw(client: Clickhouse, statement: Select): Promise<void> {
  await client.readRows(statement, AbortSignal.timeout(maxRawMs));
}
