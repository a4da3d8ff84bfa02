/** What the service worker tells open pages when it takes over from the one before. */
export interface BuildMessage {
  /** The files of its build, below `/dashboard/`. */
  readonly files: readonly string[];
}

/** Whether what a page has loaded is of a build; where one file is not, the page is of another. */
export function isOfBuild(loaded: readonly string[], { files }: BuildMessage): boolean {
  const known = new Set(files.map((name) => `/dashboard/${name}`));
  return loaded.every((url) => known.has(new URL(url).pathname));
}
