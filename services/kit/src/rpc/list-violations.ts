import {
  type FieldPath,
  ViolationsSchema,
} from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import type { ConnectError } from "@connectrpc/connect";

/** A rule that a field of a request breaks. */
export interface FieldViolation {
  /** The path of the field, such as `sales[3].quantity`; empty for a rule about the whole. */
  readonly field: string;
  readonly message: string;
  readonly ruleId: string;
}

/** Lists the broken rules that an error carries, as `validate` throws it. */
export function listViolations(error: ConnectError): FieldViolation[] {
  return error.findDetails(ViolationsSchema).flatMap(({ violations }) =>
    violations.map(({ field, message, ruleId }) => ({
      field: field ? printPath(field) : "",
      message,
      ruleId,
    })),
  );
}

/** Prints a path as it is written in requests. */
function printPath({ elements }: FieldPath): string {
  return elements
    .map(({ fieldName, subscript }) =>
      subscript.case === undefined ? fieldName : `${fieldName}[${subscript.value}]`,
    )
    .join(".");
}
