import { cityHash128 } from "../clickhouse-server/city-hash.ts";

/** Reads frames of ClickHouse's native compression as its Java and Go clients do, checksums and all. */
export function unpackFrames(data: Buffer): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at < data.length; ) {
    const size = data.readUInt32LE(at + 17);
    const frame = data.subarray(at + 16, at + 16 + size);
    const [low, high] = cityHash128(frame);
    if (low !== data.readBigUInt64LE(at) || high !== data.readBigUInt64LE(at + 8))
      throw new Error("checksum mismatch");
    if (frame[0] !== 0x82) throw new Error(`invalid magic byte ${frame[0]}`);
    const block = unpackLz4(frame.subarray(9));
    if (block.length !== frame.readUInt32LE(5)) throw new Error("wrong size");
    blocks.push(block);
    at += 16 + size;
  }
  return Buffer.concat(blocks);
}

/** Reads an LZ4 block: literals, and copies of what was read before. */
function unpackLz4(block: Buffer): Buffer {
  const bytes: number[] = [];
  let at = 0;
  const readLength = (nibble: number) => {
    let length = nibble;
    if (nibble === 15) {
      let byte: number;
      do {
        byte = block.readUInt8(at++);
        length += byte;
      } while (byte === 255);
    }
    return length;
  };
  while (at < block.length) {
    const token = block.readUInt8(at++);
    const literals = readLength(token >> 4);
    for (const byte of block.subarray(at, at + literals)) bytes.push(byte);
    at += literals;
    if (at >= block.length) break;
    const distance = block.readUInt16LE(at);
    at += 2;
    const from = bytes.length - distance;
    for (let i = 0, length = readLength(token & 15) + 4; i < length; i++)
      bytes.push(bytes[from + i] ?? 0);
  }
  return Buffer.from(bytes);
}
