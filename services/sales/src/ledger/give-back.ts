import { type CallContext, notFound, parseDecimal } from "@backroom/kit";
import {
  LockMode,
  type RequiredEntityData,
  UniqueConstraintViolationException,
} from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Deps } from "../deps.ts";
import { LedgerRow } from "../entities/ledger-row.ts";
import { keyUsed } from "./recall-sales.ts";
import { rowToSale, type SaleInit, type SaleRow, saleColumns, saleTables } from "./to-sale.ts";

/** A row that is about to be given back, locked, with what is left of it. */
export interface Standing {
  readonly sale: LedgerRow;
  readonly isVoided: boolean;
  readonly isRefunded: boolean;
  readonly quantityLeft: number;
  /** In ten-thousandths. */
  readonly amountLeft: bigint;
}

/** What a refund or void says for itself; the rest it has from its sale and the call. */
export type GivenBack = Pick<
  RequiredEntityData<LedgerRow>,
  "kind" | "quantity" | "totalAmount" | "saleDate" | "reason" | "movesStock"
>;

/** A refund or void as it is asked for. */
export interface GiveBack {
  readonly saleId: bigint;
  readonly idempotencyKey: string | undefined;
  readonly requestHash: Buffer;
  /** Decides what is given back, or throws ConnectError. */
  decide(standing: Standing): GivenBack;
}

/**
 * Adds a refund or a void. The sale's row is locked meanwhile, so that those that race see each
 * other, and a retry with the same idempotency key answers the first result. Those of one process
 * wait for each other before they take a connection, so that a race leaves some for other calls.
 *
 * @throws ConnectError NOT_FOUND, ALREADY_EXISTS, or what decide throws.
 */
export async function giveBack(
  { orm, pool, ledgerHint, giveBackTurns }: GiveBackDeps,
  request: GiveBack,
  context: CallContext,
): Promise<SaleInit> {
  const endTurn = await giveBackTurns.take([String(request.saleId)]);
  let id: bigint;
  try {
    context.signal.throwIfAborted();
    id = await orm.em.fork().transactional((em) => addRow(em, request, context.caller.name));
  } catch (error) {
    // The sale is locked, so whoever took the key at this moment did something else with it.
    throw error instanceof UniqueConstraintViolationException ? keyUsed() : error;
  } finally {
    endTurn();
  }
  ledgerHint.give();
  const { rows } = await pool.query<SaleRow>({
    name: "read_row",
    text: `select ${saleColumns} from ${saleTables} where s.id = $1`,
    values: [id],
  });
  const [row] = rows;
  if (!row) throw new Error(`row ${id} of the ledger has vanished`);
  return rowToSale(row);
}

type GiveBackDeps = Pick<Deps, "giveBackTurns" | "ledgerHint" | "orm" | "pool">;

/** Adds the row unless its key was used before, and answers the id of the row that there is. */
async function addRow(em: EntityManager, request: GiveBack, recordedBy: string): Promise<bigint> {
  const { saleId, idempotencyKey, requestHash } = request;
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const sale = await em.findOne(LedgerRow, { id: saleId }, { lockMode });
  const first = idempotencyKey ? await em.findOne(LedgerRow, { idempotencyKey }) : null;
  if (first) {
    if (!first.requestHash || !requestHash.equals(first.requestHash)) throw keyUsed();
    return first.id;
  }
  if (!sale) throw notFound("sale_id", `there is no sale ${saleId}`);
  const row = em.create(LedgerRow, {
    ...request.decide(await weigh(em, sale)),
    product: sale.product,
    channel: sale.channel,
    unitPrice: sale.unitPrice,
    orderRef: sale.orderRef,
    refundOf: sale,
    idempotencyKey,
    requestHash: idempotencyKey ? requestHash : undefined,
    recordedBy,
  });
  await em.persist(row).flush();
  return row.id;
}

interface Given {
  readonly is_voided: boolean;
  readonly is_refunded: boolean;
  readonly quantity: string;
  readonly amount: string;
}

/** Finds what is left of a sale after what was given back before. */
async function weigh(em: EntityManager, sale: LedgerRow): Promise<Standing> {
  const [given] = await em.execute<Given[]>(
    `select count(*) filter (where kind = 'VOID') > 0 as is_voided,
      count(*) filter (where kind = 'REFUND') > 0 as is_refunded,
      coalesce(sum(quantity) filter (where kind = 'REFUND'), 0)::text as quantity,
      coalesce(sum(total_amount) filter (where kind = 'REFUND'), 0)::text as amount
     from sales.sale where refund_of = ?`,
    [String(sale.id)],
  );
  if (!given) throw new Error("a sum over rows answered no row");
  return {
    sale,
    isVoided: given.is_voided,
    isRefunded: given.is_refunded,
    quantityLeft: sale.quantity + Number(given.quantity),
    amountLeft: parseDecimal(sale.totalAmount) + parseDecimal(given.amount),
  };
}
