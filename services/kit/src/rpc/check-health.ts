import { type Client, Metadata, type ServiceError, status } from "@grpc/grpc-js";

const path = "/grpc.health.v1.Health/Check";

/** The statuses that grpc-js makes itself when no answer comes. */
const silentStatuses = new Set<number>([
  status.UNAVAILABLE,
  status.CANCELLED,
  status.DEADLINE_EXCEEDED,
]);

/**
 * Asks a server for its health as gRPC does, to see whether it answers; what it answers is not
 * looked at.
 *
 * @throws ServiceError when no answer comes before the signal is aborted.
 */
export function checkHealth(client: Client, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = client.makeUnaryRequest(
      path,
      (message: Buffer) => message,
      (bytes: Buffer) => bytes,
      Buffer.alloc(0), // The empty request asks for the server as a whole.
      new Metadata(),
      {},
      (error: ServiceError | null) => {
        if (error && silentStatuses.has(error.code)) reject(error);
        else resolve();
      },
    );
    signal.addEventListener("abort", () => call.cancel());
  });
}
