/// <reference lib="dom" />
import type { Locator } from "playwright-core";

/** Drops a file onto an element, as if it had been dragged there from the desktop. */
export async function dropFile(onto: Locator, name: string, text: string): Promise<void> {
  const dataTransfer = await onto.page().evaluateHandle(
    (file) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([file.text], file.name, { type: "text/csv" }));
      return transfer;
    },
    { name, text },
  );
  for (const event of ["dragenter", "dragover", "drop"]) {
    await onto.dispatchEvent(event, { dataTransfer });
  }
}
