/** Wraps around at 64 bits. */
const u64 = (value: bigint) => BigInt.asUintN(64, value);

const k0 = 0xc3a5c85c97cb3127n;
const k1 = 0xb492b66fbe98f273n;
const k2 = 0x9ae16a3b2f90404fn;
const k3 = 0xc949d7c7509e6557n;
const kMul = 0x9ddfea08eb382d69n;

type Pair = readonly [low: bigint, high: bigint];

/**
 * CityHash128 of version 1.0.2, with which ClickHouse's clients check each compressed frame. Later
 * versions of the algorithm answer something else.
 */
export function cityHash128(data: Buffer): Pair {
  const { length } = data;
  const view = new DataView(data.buffer, data.byteOffset, length);
  if (length >= 16) {
    const seed = [fetch(view, 0) ^ k3, fetch(view, 8)] as const;
    return length - 16 < 128
      ? hashShort(view, 16, length - 16, seed)
      : hashLong(view, 16, length - 16, seed);
  }
  if (length >= 8) {
    const seed = [fetch(view, 0) ^ u64(BigInt(length) * k0), fetch(view, length - 8) ^ k1] as const;
    return hashShort(view, 0, 0, seed);
  }
  return hashShort(view, 0, length, [k0, k1]);
}

function fetch(view: DataView, at: number): bigint {
  return view.getBigUint64(at, true);
}

function rotate(value: bigint, shift: bigint): bigint {
  return u64(value << (64n - shift)) | (value >> shift);
}

function mixShift(value: bigint): bigint {
  return value ^ (value >> 47n);
}

/** Mixes two words into one. */
function mix(low: bigint, high: bigint): bigint {
  const a = mixShift(u64((low ^ high) * kMul));
  return u64(mixShift(u64((high ^ a) * kMul)) * kMul);
}

function hashTiny(view: DataView, at: number, length: number): bigint {
  const size = BigInt(length);
  if (length > 8) {
    const a = fetch(view, at);
    const b = fetch(view, at + length - 8);
    return mix(a, rotate(u64(b + size), size)) ^ b;
  }
  if (length >= 4) {
    const a = BigInt(view.getUint32(at, true));
    return mix(size + (a << 3n), BigInt(view.getUint32(at + length - 4, true)));
  }
  if (length === 0) return k2;
  const y = BigInt(view.getUint8(at) + (view.getUint8(at + (length >> 1)) << 8));
  const z = BigInt(length + (view.getUint8(at + length - 1) << 2));
  return u64(mixShift(u64(y * k2) ^ u64(z * k3)) * k2);
}

/** Fewer than 128 bytes. */
function hashShort(view: DataView, start: number, length: number, seed: Pair): Pair {
  let [a, b] = seed;
  let c: bigint;
  let d: bigint;
  if (length <= 16) {
    a = u64(mixShift(u64(a * k1)) * k1);
    c = u64(b * k1 + hashTiny(view, start, length));
    d = mixShift(u64(a + (length >= 8 ? fetch(view, start) : c)));
  } else {
    const end = start + length;
    c = mix(u64(fetch(view, end - 8) + k1), a);
    d = mix(u64(b + BigInt(length)), u64(c + fetch(view, end - 16)));
    a = u64(a + d);
    for (let at = start; at < end - 16; at += 16) {
      a = u64((a ^ u64(mixShift(u64(fetch(view, at) * k1)) * k1)) * k1);
      b ^= a;
      c = u64((c ^ u64(mixShift(u64(fetch(view, at + 8) * k1)) * k1)) * k1);
      d ^= c;
    }
  }
  a = mix(a, c);
  b = mix(d, b);
  return [a ^ b, mix(b, a)];
}

/** Mixes 32 bytes with two seeds. */
function mixBlock(view: DataView, at: number, seedA: bigint, seedB: bigint): Pair {
  const z = fetch(view, at + 24);
  const first = u64(seedA + fetch(view, at));
  const b = rotate(u64(seedB + first + z), 21n);
  const a = u64(first + fetch(view, at + 8) + fetch(view, at + 16));
  return [u64(a + z), u64(b + rotate(a, 44n) + first)];
}

/** 128 bytes or more. */
function hashLong(view: DataView, start: number, length: number, seed: Pair): Pair {
  let [x, y] = seed;
  let z = u64(BigInt(length) * k1);
  let v0 = u64(rotate(y ^ k1, 49n) * k1 + fetch(view, start));
  let v1 = u64(rotate(v0, 42n) * k1 + fetch(view, start + 8));
  let w0 = u64(rotate(u64(y + z), 35n) * k1 + x);
  let w1 = u64(rotate(u64(x + fetch(view, start + 88)), 53n) * k1);
  const end = start + length;
  let at = start;
  for (const stop = end - (length % 128); at < stop; at += 64) {
    x = u64(rotate(u64(x + y + v0 + fetch(view, at + 16)), 37n) * k1) ^ w1;
    y = u64(rotate(u64(y + v1 + fetch(view, at + 48)), 42n) * k1) ^ v0;
    z = rotate(z ^ w0, 33n);
    [v0, v1] = mixBlock(view, at, u64(v1 * k1), u64(x + w0));
    [w0, w1] = mixBlock(view, at + 32, u64(z + w1), y);
    [z, x] = [x, z];
  }
  y = u64(y + rotate(w0, 37n) * k0 + z);
  x = u64(x + rotate(u64(v0 + z), 49n) * k0);
  // What is left is hashed from its end, 32 bytes at a time, reaching back into what was hashed.
  for (let done = 32; done - 32 < end - at; done += 32) {
    y = u64(rotate(u64(y - x), 42n) * k0 + v1);
    w0 = u64(w0 + fetch(view, end - done + 16));
    x = u64(rotate(x, 49n) * k0 + w0);
    w0 = u64(w0 + v0);
    [v0, v1] = mixBlock(view, end - done, v0, v1);
  }
  x = mix(x, v0);
  y = mix(y, w0);
  return [u64(mix(u64(x + v1), w1) + y), mix(u64(x + w1), u64(y + v1))];
}
