import { type Handlers, notFound } from "@backroom/kit";
import {
  Kind,
  type Reversal,
  ReversalSchema,
  ReversalsSchema,
  type SalesService,
} from "@backroom/proto/sales/v1/sales_pb";
import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { Deps } from "../deps.ts";
import { rowToSale, type SaleRow, saleColumns, saleTables, trimAmount } from "../ledger/to-sale.ts";

/** The most refunds that are shown with a sale. */
const maxShown = 100;

interface ReversalRow {
  readonly id: string;
  readonly kind: "REFUND" | "VOID";
  readonly quantity: number;
  readonly amount: string;
  readonly date_ms: number;
  readonly reason: string | null;
  readonly restock: boolean;
  readonly recorded_ms: number;
  readonly recorded_by: string;
}

interface Row extends SaleRow {
  readonly refunded_quantity: number;
  readonly refunded_amount: string;
  readonly voided: boolean;
  readonly reversals: string;
  readonly shown: readonly ReversalRow[] | null;
}

// Refunds are rows of negative numbers, so their sums are taken from zero. What JSON would round is
// passed on as text.
const text = `
select ${saleColumns}, given.*, (
  select json_agg(r order by r.recorded) from (
    select id as recorded, id::text, kind, quantity, total_amount::text as amount,
      round(date_part('epoch', sale_date) * 1000) as date_ms, reason, moves_stock as restock,
      round(date_part('epoch', recorded_at) * 1000) as recorded_ms, recorded_by
    from sales.sale where refund_of = s.id order by recorded limit ${maxShown}
  ) r
) as shown
from ${saleTables}
cross join lateral (
  select (0 - coalesce(sum(r.quantity) filter (where r.kind = 'REFUND'), 0))::integer as refunded_quantity,
    0 - coalesce(sum(r.total_amount) filter (where r.kind = 'REFUND'), 0) as refunded_amount,
    coalesce(bool_or(r.kind = 'VOID'), false) as voided, count(*) as reversals
  from sales.sale r where r.refund_of = s.id
) given
where s.id = $1`;

/** Makes the handler of GetSale. */
export function getSale({ pool }: Pick<Deps, "pool">): Handlers<typeof SalesService>["getSale"] {
  return async ({ saleId }) => {
    const { rows } = await pool.query<Row>({ name: "get_sale", text, values: [saleId] });
    const [row] = rows;
    if (!row) throw notFound("sale_id", `there is no sale ${saleId}`);
    const sale = rowToSale(row);
    if (sale.kind !== Kind.SALE) return { sale };
    return {
      sale: {
        ...sale,
        refundedQuantity: row.refunded_quantity,
        refundedAmount: trimAmount(row.refunded_amount),
        voided: row.voided,
        refunds: create(ReversalsSchema, {
          items: (row.shown ?? []).map(toReversal),
          total: BigInt(row.reversals),
        }),
      },
    };
  };
}

/** Makes the message of a refund or void. */
function toReversal(row: ReversalRow): Reversal {
  return create(ReversalSchema, {
    id: BigInt(row.id),
    kind: Kind[row.kind],
    quantity: row.quantity,
    totalAmount: trimAmount(row.amount),
    saleDate: timestampFromMs(row.date_ms),
    reason: row.reason ?? undefined,
    restock: row.restock,
    recordedAt: timestampFromMs(row.recorded_ms),
    recordedBy: row.recorded_by,
  });
}
