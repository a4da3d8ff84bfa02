import { effect, signal } from "@preact/signals";

const name = "backroom.theme";

/** Light, dark, or whichever the device has. */
export type Theme = "auto" | "light" | "dark";

/** The theme that the reader has chosen, kept on the device. */
export const theme = signal<Theme>(readTheme());

const darkDevice = window.matchMedia("(prefers-color-scheme: dark)");

/** Whether the device prefers a dark theme just now. */
export const deviceIsDark = signal(darkDevice.matches);

darkDevice.addEventListener("change", ({ matches }) => {
  deviceIsDark.value = matches;
});

effect(() => {
  document.documentElement.dataset.theme = theme.value;
  localStorage.setItem(name, theme.value);
});

function readTheme(): Theme {
  const kept = localStorage.getItem(name);
  return kept === "light" || kept === "dark" ? kept : "auto";
}
