import { ListProductsRequestSchema } from "@backroom/proto/catalog/v1/catalog_pb";
import { create } from "@bufbuild/protobuf";
import { createValidator, violationsToProto } from "@bufbuild/protovalidate";
import { Code, ConnectError } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { describeError, errorText } from "./describe-error.ts";

test("puts each violation of the contract at its field", () => {
  const request = create(ListProductsRequestSchema, { limit: 0, q: "" });
  const result = createValidator().validate(ListProductsRequestSchema, request);
  const [value, desc] = violationsToProto(result.violations ?? []);
  const error = new ConnectError("invalid", Code.InvalidArgument, undefined, [{ desc, value }]);
  const { message, fields } = describeError(error);
  expect(message).toBe("");
  expect(Object.keys(fields).sort()).toEqual(["limit", "q"]);
  expect(fields.limit).toMatch(/1/);
});

test("puts a handler's refusal at the field that it names", () => {
  const error = new ConnectError("category_id: there is no category 7", Code.NotFound);
  expect(describeError(error)).toEqual({
    message: "",
    fields: { category_id: "there is no category 7" },
  });
  expect(errorText(error)).toBe("category id: there is no category 7");
});

test("says what happened when no field is to blame", () => {
  const say = (error: ConnectError) => describeError(error).message;
  expect(say(new ConnectError("secret stack", Code.Internal))).not.toContain("secret");
  expect(say(new ConnectError("the catalogue is away", Code.Unavailable))).toContain("catalogue");
  expect(say(new ConnectError("too many questions", Code.ResourceExhausted))).toContain("busy");
  expect(describeError(new TypeError("Failed to fetch")).message).toContain("cannot be reached");
});
