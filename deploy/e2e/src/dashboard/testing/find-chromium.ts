import { existsSync } from "node:fs";

const usualPlaces = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where Chromium lies: CHROMIUM_PATH, or else where distributions put it; undefined when nowhere. */
export function findChromium(): string | undefined {
  return process.env.CHROMIUM_PATH ?? usualPlaces.find(existsSync);
}
