const pieceBytes = 1 << 20;

/** Reads a file piece by piece, so that one of any size takes little memory. */
export async function* readBlob(blob: Blob): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < blob.size; at += pieceBytes) {
    yield new Uint8Array(await blob.slice(at, at + pieceBytes).arrayBuffer());
  }
}
