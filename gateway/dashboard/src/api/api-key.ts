import { signal } from "@preact/signals";

const name = "backroom.api-key";

/** The key that calls are made with; undefined while nobody is signed in. */
export const apiKey = signal(
  sessionStorage.getItem(name) ?? localStorage.getItem(name) ?? undefined,
);

/** Why the sign-in page is shown again, if it is. */
export const signOutReason = signal<string | undefined>(undefined);

/** Keeps a key until the browser tab is closed, or on this device until somebody signs out. */
export function keepKey(key: string, onDevice: boolean): void {
  (onDevice ? localStorage : sessionStorage).setItem(name, key);
  signOutReason.value = undefined;
  apiKey.value = key;
}

/** Forgets the key everywhere, which leads back to the sign-in page. */
export function forgetKey(reason?: string): void {
  sessionStorage.removeItem(name);
  localStorage.removeItem(name);
  signOutReason.value = reason;
  apiKey.value = undefined;
}

/** Signs out with the tab that the device's key was forgotten in; a tab with a key of its own stays. */
window.addEventListener("storage", ({ key: changed }) => {
  if (changed !== null && changed !== name) return; // All was forgotten when it is null.
  if (apiKey.peek() === (sessionStorage.getItem(name) ?? localStorage.getItem(name) ?? undefined))
    return;
  signOutReason.value = apiKey.peek() && "You were signed out in another tab.";
  apiKey.value = undefined;
});
