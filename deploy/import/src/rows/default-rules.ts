import type { RowRules } from "./row-rules.ts";

/** The rules of a command without options. */
export const defaultRules: RowRules = {
  channel: "default",
  timeZone: undefined,
  dateFormat: "iso",
  decimal: undefined,
  isRounding: false,
  returns: "refund",
  zeroPrice: "keep",
  repeated: "keep",
  skuCase: "exact",
  missingName: "refuse",
};
