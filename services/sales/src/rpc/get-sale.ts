import { type Handlers, notFound } from "@backroom/kit";
import { Kind, type SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { Deps } from "../deps.ts";
import { rowToSale, type SaleRow, saleColumns, saleTables, trimAmount } from "../ledger/to-sale.ts";

interface Row extends SaleRow {
  readonly refunded_quantity: number;
  readonly refunded_amount: string;
  readonly voided: boolean;
}

// Refunds are rows of negative numbers, so their sums are taken from zero.
const text = `
select ${saleColumns}, given.refunded_quantity, given.refunded_amount, given.voided
from ${saleTables}
cross join lateral (
  select (0 - coalesce(sum(r.quantity) filter (where r.kind = 'REFUND'), 0))::integer as refunded_quantity,
    0 - coalesce(sum(r.total_amount) filter (where r.kind = 'REFUND'), 0) as refunded_amount,
    coalesce(bool_or(r.kind = 'VOID'), false) as voided
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
      },
    };
  };
}
