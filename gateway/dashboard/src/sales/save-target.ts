/** Where a file is saved to. */
export interface SaveTarget {
  write(piece: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Ends the file: it is there now. */
  save(): Promise<void>;
  /** Leaves nothing. */
  discard(): Promise<void>;
}

interface FilePicker {
  showSaveFilePicker(options: { readonly suggestedName: string }): Promise<{
    createWritable(): Promise<WritableStream<Uint8Array> & Writer>;
  }>;
}

interface Writer {
  write(piece: Uint8Array): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

/**
 * Opens a file to save to: the one that is chosen, where browsers let one be chosen, else a download.
 *
 * @throws DOMException AbortError when no file is chosen.
 */
export async function openTarget(fileName: string, type: string): Promise<SaveTarget> {
  const picker = window as Partial<FilePicker>;
  if (picker.showSaveFilePicker) {
    const file = await picker.showSaveFilePicker({ suggestedName: fileName });
    const writer = await file.createWritable();
    return {
      write: (piece) => writer.write(piece),
      save: () => writer.close(),
      discard: () => writer.abort(),
    };
  }
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  return {
    async write(piece) {
      pieces.push(piece);
    },
    async save() {
      saveBlob(new Blob(pieces, { type }), fileName);
    },
    async discard() {
      pieces.length = 0;
    },
  };
}

/** How long a download's address lives, in milliseconds: browsers begin to read it a little later. */
const addressMs = 60_000;

/** Downloads what the page has made. */
export function saveBlob(blob: Blob, fileName: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), addressMs);
}
