import type { Browser, Page } from "playwright-core";
import { backroom } from "../../testing/backroom.ts";
import { watchShifts } from "./measure-shifts.ts";
import { signIn } from "./sign-in.ts";
import { type Problems, watchProblems } from "./watch-problems.ts";

/** The widths that pages are looked at in, in CSS pixels: a telephone and a screen. */
export const widths = { phone: 390, screen: 1440 } as const;

/** How a page is opened. */
export interface OpenOptions {
  /** The path and query below `/dashboard`; the overview unless said. */
  readonly path?: string;
  /** The server's origin, such as that of a gate before it; the gateway unless said. */
  readonly origin?: string;
  /** Whether to sign in; so unless said. */
  readonly signedIn?: boolean;
  readonly width?: (typeof widths)[keyof typeof widths];
  readonly theme?: "light" | "dark";
  /** The reader's language; `en-GB` unless said. */
  readonly locale?: string;
  /** Whether the page is kept for when there is no server; not unless said, which loads less. */
  readonly isKept?: boolean;
}

/** A page of the dashboard in a browser. */
export interface OpenPage {
  readonly page: Page;
  readonly problems: Problems;
}

/** Opens a page as a reader does whose browser has never been here, and signs in. */
export async function openPage(browser: Browser, options: OpenOptions): Promise<OpenPage> {
  const { path = "/", origin = backroom.url, signedIn = true } = options;
  const { width = widths.screen, theme = "light", locale = "en-GB" } = options;
  const context = await browser.newContext({
    viewport: { width, height: width === widths.phone ? 844 : 900 },
    isMobile: width === widths.phone,
    hasTouch: width === widths.phone,
    colorScheme: theme,
    locale,
    timezoneId: "UTC",
    reducedMotion: "reduce",
    serviceWorkers: options.isKept ? "allow" : "block",
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const problems = await watchProblems(page);
  await watchShifts(page);
  await page.goto(`${origin}/dashboard${path}`);
  if (signedIn) await signIn(page);
  return { page, problems };
}
