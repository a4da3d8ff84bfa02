import { expect, test } from "vitest";
import { isOfBuild } from "./is-of-build.ts";

const files = ["assets/index-a1.js", "assets/index-b2.css", "assets/sales-c3.js", "icon.svg"];
const at = (name: string) => `https://shop.example/dashboard/${name}`;

test.each([
  ["all of a build", ["assets/index-a1.js", "assets/index-b2.css"], true],
  ["with a page that was opened later", ["assets/index-a1.js", "assets/sales-c3.js?x"], true],
  ["another script", ["assets/index-a2.js", "assets/index-b2.css"], false],
  ["another style only", ["assets/index-a1.js", "assets/index-b3.css"], false],
  ["a page of the build before", ["assets/index-a1.js", "assets/sales-c2.js"], false],
  ["nothing yet", [], true],
])("%s", (_, loaded, expected) => {
  expect(isOfBuild(loaded.map(at), { files })).toBe(expected);
});
