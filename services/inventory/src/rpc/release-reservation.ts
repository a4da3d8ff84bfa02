import type { Handlers } from "@backroom/kit";
import type { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import type { Deps } from "../deps.ts";
import { Reservation } from "../entities/reservation.ts";

/** Gives reserved pieces back. */
export function releaseReservation({
  em,
}: Deps): Handlers<typeof StockService>["releaseReservation"] {
  return async ({ reservationId }) => {
    await em.fork().nativeDelete(Reservation, { id: reservationId });
    return {};
  };
}
