import "./styles/index.css"; // First, so that the styles of pages come after it.
import { render } from "preact";
import { App } from "./app.tsx";
import { followBuilds } from "./follow-builds.ts";

const parent = document.getElementById("app");
if (!parent) throw new Error("the page has no #app");
render(<App />, parent);

if (import.meta.env.PROD) followBuilds();
