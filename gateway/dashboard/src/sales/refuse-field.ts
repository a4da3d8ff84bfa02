import { Code, ConnectError } from "@connectrpc/connect";

/** Makes the error that the server would refuse a field with, for what cannot even be sent. */
export function refuseField(field: string, rule: string): ConnectError {
  return new ConnectError(`${field}: ${rule}`, Code.InvalidArgument);
}
