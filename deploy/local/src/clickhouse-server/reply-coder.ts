import { packFrames } from "./lz4-frames.ts";
import { NativeBlocks } from "./native-blocks.ts";

/** Turns the rows that the engine writes into what the client has asked for. */
export interface ReplyCoder {
  /** Takes the next piece, and answers what can be sent by now. */
  push(piece: Buffer): Buffer;
  /** Answers what is left once all pieces have come. */
  end(): Buffer;
  /** Makes a text that can follow what was sent. */
  wrap(text: string): Buffer;
}

/**
 * Makes the coder of one reply.
 *
 * @param parameters `compress=1` asks for native compression; `client_protocol_version` for blocks of
 * that version, which matters to the format Native only.
 */
export function createReplyCoder(parameters: URLSearchParams, format: string): ReplyCoder {
  const version = Number(parameters.get("client_protocol_version") ?? 0);
  const blocks = format === "Native" && version > 0 ? new NativeBlocks(version) : undefined;
  const isPacked = (parameters.get("compress") ?? "0") !== "0";
  const pack = (data: Buffer) => (isPacked ? packFrames(data) : data);
  return {
    push: (piece) => pack(blocks ? blocks.push(piece) : piece),
    end: () => pack(blocks ? blocks.end() : Buffer.alloc(0)),
    wrap: (text) => pack(Buffer.from(text)),
  };
}
