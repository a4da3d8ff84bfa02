import { setTimeout as sleep } from "node:timers/promises";
import { type ImportSalesRequestSchema, SalesService } from "@backroom/proto/sales/v1/sales_pb";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import type { PlannedImport } from "../plan/plan-trial.ts";
import type { Book } from "./book.ts";
import { persist } from "./persist.ts";
import { askSales, type ServiceClients } from "./service-clients.ts";

const { method } = SalesService;

/** What an import works with. */
export interface ImportDeps {
  readonly clients: ServiceClients;
  readonly book: Book;
  readonly signal: AbortSignal;
}

/**
 * Imports sales by a stream; when that breaks, goes on where the service says that it has come to,
 * or begins again.
 *
 * @returns at how many places it was taken up again.
 */
export async function runImport(
  { clients, book, signal }: ImportDeps,
  plan: PlannedImport,
): Promise<number> {
  const { importId, rows } = plan;
  for (let row = 1; row <= rows; row++) {
    const ref = `${importId}-${row}`;
    book.begin(ref, [{ ref, content: undefined }]);
  }
  const places = new Set<number>();
  const { fleet } = clients;
  await persist(signal, async (before) => {
    const program = fleet.programs[before % fleet.programs.length];
    if (!program) throw new Error("there is no sales service");
    const position = await readPosition(clients, importId, signal);
    places.add(position);
    const from = plan.startsOver ? 1 : position + 1;
    await fleet.stream(program, method.importSales, sendRows(plan, from, signal));
  });
  const { import: made } = await askSales(clients, method.getImport, { importId }, signal);
  const settled = Number((made?.added ?? 0n) + (made?.refused ?? 0n));
  if (Number(made?.position) !== rows || settled !== rows) {
    throw new Error(`${importId} says it is at ${made?.position} with ${settled} of ${rows} rows`);
  }
  for (let row = 1; row <= rows; row++) {
    book.end(`${importId}-${row}`, isWrong(plan, row) ? "refused" : "acknowledged");
  }
  return places.size - 1;
}

/** Where an import has come to; 0 when the service does not know it yet. */
async function readPosition(clients: ServiceClients, importId: string, signal: AbortSignal) {
  try {
    const answer = await askSales(clients, method.getImport, { importId }, signal);
    return Number(answer.import?.position ?? 0n);
  } catch (error) {
    if (ConnectError.from(error).code === Code.NotFound) return 0;
    throw error;
  }
}

const isWrong = ({ wrongEvery }: PlannedImport, row: number) => row % wrongEvery === 0;

async function* sendRows(plan: PlannedImport, from: number, signal: AbortSignal) {
  const { importId, rows, rowsAtOnce, pauseMs, products } = plan;
  for (let first = from; first <= rows; first += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, rows - first + 1);
    const message: MessageInitShape<typeof ImportSalesRequestSchema> = {
      importId,
      rows: Array.from({ length: count }, (_, i) => {
        const row = first + i;
        return {
          row: BigInt(row),
          sale: {
            productId: BigInt(1 + (row % products)),
            quantity: isWrong(plan, row) ? 0 : 1 + (row % 3),
            totalAmount: `${row}.01`,
            orderRef: `${importId}-${row}`,
            saleDate: new Date(Date.UTC(2024, 0, 1) + row * 3_600_000).toISOString(),
            historical: row % 2 === 0,
          },
        };
      }),
    };
    yield create(method.importSales.input, message);
    await sleep(pauseMs, undefined, { signal });
  }
}
