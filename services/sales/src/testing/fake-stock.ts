import {
  type Backend,
  bindService,
  createCallMetrics,
  createLog,
  failedPrecondition,
  unavailable,
} from "@backroom/kit";
import { type Movement, StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { Registry } from "prom-client";

/** An inventory in memory for tests, with one item a product, behind the same chain as the real one. */
export class FakeStock {
  readonly onHand = new Map<bigint, bigint>();
  readonly reservations = new Map<string, { productId: bigint; quantity: bigint }>();
  /** Every movement that was applied, in order. */
  readonly applied: Movement[] = [];
  /** The reservations that were prolonged, in the order of the calls. */
  readonly prolonged: string[] = [];
  /** How many movements were sent again. */
  repeatedCount = 0;
  isAway = false;
  /** How often somebody asked to reserve. */
  askedCount = 0;
  /** What happens in the middle of a reservation. */
  onReserve: (() => void) | undefined;
  readonly backend: Backend;

  constructor() {
    const seen = new Set<bigint>();
    const used = new Set<string>();
    this.backend = bindService(
      StockService,
      {
        applyMovements: async ({ movements }) => {
          if (this.isAway) throw unavailable("the inventory is away");
          for (const movement of movements) {
            if (seen.has(movement.saleId)) {
              this.repeatedCount++;
              continue;
            }
            seen.add(movement.saleId);
            this.applied.push(movement);
            const { productId, changeQty } = movement;
            this.onHand.set(productId, (this.onHand.get(productId) ?? 0n) + changeQty);
            if (!movement.reservationId) continue;
            this.reservations.delete(movement.reservationId);
            used.add(movement.reservationId);
          }
          return { applied: movements.length };
        },
        reserveStock: async ({ reservationId, productId, quantity }) => {
          this.askedCount++;
          this.onReserve?.();
          if (this.isAway) throw unavailable("the inventory is away");
          if (used.has(reservationId) || this.reservations.has(reservationId)) return {};
          if (this.available(productId) < quantity)
            throw failedPrecondition("quantity", "not enough");
          this.reservations.set(reservationId, { productId, quantity });
          return {};
        },
        releaseReservation: async ({ reservationId }) => {
          if (this.isAway) throw unavailable("the inventory is away");
          this.reservations.delete(reservationId);
          return {};
        },
        prolongReservations: async ({ reservationIds }) => {
          if (this.isAway) throw unavailable("the inventory is away");
          this.prolonged.push(...reservationIds);
          return { prolonged: reservationIds.length };
        },
      },
      { log: createLog("fake-stock", "silent"), metrics: createCallMetrics(new Registry()) },
    );
  }

  /** On hand less what is set aside. */
  available(productId: bigint): bigint {
    let quantity = this.onHand.get(productId) ?? 0n;
    for (const reserved of this.reservations.values()) {
      if (reserved.productId === productId) quantity -= reserved.quantity;
    }
    return quantity;
  }
}
