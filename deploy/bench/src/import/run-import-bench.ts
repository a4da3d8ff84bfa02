import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startBackroom } from "@backroom/e2e/start";
import type { Interceptor, Transport } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport } from "@connectrpc/connect-node";
import { fillShop } from "../fill-shop.ts";
import { forms } from "../run-bench.ts";
import { copyAgain } from "./copy-again.ts";
import { type ImportSpeed, importRows } from "./import-rows.ts";
import { type Answers, measureBeside } from "./measure-beside.ts";

const aloneMs = 5_000;

/** What was measured of one form. */
export interface ImportMeasurement {
  readonly form: (typeof forms)[number];
  /** Of the machine when it was begun. */
  readonly load: number;
  readonly grpc: ImportSpeed;
  readonly connect: ImportSpeed;
  /** The same rows into a table of the same shape. */
  readonly copyRowsPerSecond: number;
  /** Of single sales, when nothing else goes on and beside an import. */
  readonly alone: Answers;
  readonly beside: Answers;
}

/** Measures imports in both forms, each beside COPY of the same rows. */
export async function runImportBench(
  count: number,
  say: (message: string) => void,
): Promise<ImportMeasurement[]> {
  const measurements: ImportMeasurement[] = [];
  for (const form of forms) {
    const dir = await mkdtemp(join(tmpdir(), "backroom-bench-"));
    try {
      say(`starting the ${form} form`);
      const { backroom, stop } = await startBackroom({ form, dir });
      try {
        const productIds = await fillShop(backroom, 0);
        const [productId = 1] = productIds;
        const send = (transport: Transport, importId: string, rows = count) =>
          importRows(transport, backroom.clickhouseUrl, { importId, count: rows, productIds });
        const setHeader =
          (name: string, value: string): Interceptor =>
          (next) =>
          (request) => {
            request.header.set(name, value);
            return next(request);
          };
        const grpc = createGrpcTransport({
          baseUrl: `http://${backroom.grpc.sales}`,
          interceptors: [setHeader("authorization", `Bearer ${backroom.internalToken}`)],
        });
        const connect = createConnectTransport({
          baseUrl: backroom.url,
          httpVersion: "1.1",
          interceptors: [setHeader("x-api-key", backroom.key)],
        });
        await send(grpc, "warm-up", Math.min(count, 20_000));
        const load = loadavg()[0] ?? 0;
        say(`importing ${count} sales over gRPC, ${form}`);
        const overGrpc = await send(grpc, "over-grpc");
        say("copying the same rows into a table of the same shape");
        const copyRowsPerSecond = await copyAgain(join(dir, "data"), backroom.postgresPort, count);
        say(`importing ${count} sales over Connect through the gateway, ${form}`);
        const overConnect = await send(connect, "over-connect");
        say("recording single sales, alone and beside an import");
        const alone = await measureBeside(backroom.url, productId, () => sleep(aloneMs));
        const beside = await measureBeside(backroom.url, productId, () => send(grpc, "beside"));
        measurements.push({
          form,
          load,
          grpc: overGrpc,
          connect: overConnect,
          copyRowsPerSecond,
          alone: alone.answers,
          beside: beside.answers,
        });
      } finally {
        await stop();
      }
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  }
  return measurements;
}
