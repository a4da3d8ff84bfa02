import type { DescMessage, Message } from "@bufbuild/protobuf";
import { Refusal } from "../json/refusal.ts";

type ReadHeader = (message: Message, header: string | string[] | undefined) => void;

/**
 * Compiles the reading of the `Idempotency-Key` header into a request that has such a field;
 * undefined for a request that has none, where the header says nothing.
 */
export function compileHeaderReader(desc: DescMessage): ReadHeader | undefined {
  if (!desc.fields.some((field) => field.name === "idempotency_key")) return undefined;
  return (message, header) => {
    if (header === undefined) return;
    const request = message as Message & { idempotencyKey?: string };
    const inBody = request.idempotencyKey;
    if (typeof header !== "string" || (inBody !== undefined && inBody !== header)) {
      throw new Refusal("differs from the header Idempotency-Key", "idempotency_key");
    }
    request.idempotencyKey = header;
  };
}
