import { render } from "preact";
import { App } from "./app.tsx";
import "./styles/index.css";

const parent = document.getElementById("app");
if (!parent) throw new Error("the page has no #app");
render(<App />, parent);

if (import.meta.env.PROD) {
  window.addEventListener("load", () => {
    navigator.serviceWorker?.register("/dashboard/service-worker.js", { scope: "/dashboard/" });
  });
}
