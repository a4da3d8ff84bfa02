import { cityHash128 } from "./city-hash.ts";

const checksumBytes = 16;
const headerBytes = 9;
const lz4Method = 0x82;

/** The most that one frame holds before it is packed. */
const maxFrameBytes = 1024 * 1024;

/**
 * Packs bytes into frames of ClickHouse's native compression: checksum, method, both sizes, and an
 * LZ4 block. The block holds the bytes as they are, which is valid LZ4: whoever asks this server sits
 * on the same machine, where packing would cost more than it saves.
 */
export function packFrames(data: Buffer): Buffer {
  const frames: Buffer[] = [];
  for (let at = 0; at < data.length; at += maxFrameBytes)
    frames.push(packFrame(data.subarray(at, at + maxFrameBytes)));
  return Buffer.concat(frames);
}

function packFrame(data: Buffer): Buffer {
  const length = writeLength(data.length);
  const frame = Buffer.allocUnsafe(checksumBytes + headerBytes + length.length + data.length);
  const checked = frame.subarray(checksumBytes);
  checked.writeUInt8(lz4Method, 0);
  checked.writeUInt32LE(checked.length, 1);
  checked.writeUInt32LE(data.length, 5);
  length.copy(checked, headerBytes);
  data.copy(checked, headerBytes + length.length);
  const [low, high] = cityHash128(checked);
  frame.writeBigUInt64LE(low, 0);
  frame.writeBigUInt64LE(high, 8);
  return frame;
}

/** An LZ4 sequence of literals alone begins with their number: 15 in the token, then bytes up to one below 255. */
function writeLength(length: number): Buffer {
  if (length < 15) return Buffer.from([length << 4]);
  const rest = length - 15;
  const bytes = Buffer.alloc(2 + Math.floor(rest / 255), 255);
  bytes[0] = 0xf0;
  bytes[bytes.length - 1] = rest % 255;
  return bytes;
}
