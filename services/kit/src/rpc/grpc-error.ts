import { Code, ConnectError } from "@connectrpc/connect";
import { findTrailerError, setTrailerStatus } from "@connectrpc/connect/protocol-grpc";
import { Metadata, type ServiceError, type StatusObject } from "@grpc/grpc-js";

const detailsKey = "grpc-status-details-bin";

/** Makes the gRPC status of an error, details and all. */
export function toGrpcStatus(error: ConnectError): Partial<StatusObject> {
  const metadata = new Metadata();
  const details = setTrailerStatus(new Headers(), error).get(detailsKey);
  if (details) metadata.set(detailsKey, Buffer.from(details, "base64"));
  return { code: error.code as number, details: error.rawMessage, metadata };
}

/** Makes the error of a gRPC status that another service answered, details and all. */
export function fromGrpcStatus(status: ServiceError): ConnectError {
  if (
    (status.code as number) === Code.Unavailable &&
    !status.metadata?.get("content-type").length
  ) {
    // No answer came: the text is grpc-js's own and names addresses, which are no caller's business.
    return new ConnectError(
      "a service cannot be reached just now",
      Code.Unavailable,
      undefined,
      undefined,
      status,
    );
  }
  if ((status.code as number) === Code.DeadlineExceeded) {
    // Here too the text is grpc-js's own, with an address in it.
    return new ConnectError(
      "the deadline has passed",
      Code.DeadlineExceeded,
      undefined,
      undefined,
      status,
    );
  }
  const headers = new Headers({
    "grpc-status": String(status.code),
    "grpc-message": encodeURIComponent(status.details),
  });
  const details = status.metadata?.get(detailsKey)[0];
  if (Buffer.isBuffer(details)) headers.set(detailsKey, details.toString("base64"));
  return (
    findTrailerError(headers) ?? new ConnectError(status.details, status.code as number as Code)
  );
}
