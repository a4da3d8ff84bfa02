import { expect, test } from "vitest";
import { splitReason } from "./split-reason.ts";

test.each([
  ["product_id: there is no product 404", "product id", "there is no product 404"],
  ["has 3 cells where the header has 8", "", "has 3 cells where the header has 8"],
  [
    'price: "1,50" is not a number such as 19.99; --decimal comma reads it',
    "price",
    '"1,50" is not a number such as 19.99; the decimal sign comma reads it',
  ],
  [
    'price: "1,500" can be read in two ways; say --decimal point or --decimal comma',
    "price",
    '"1,500" can be read in two ways; choose the decimal sign',
  ],
  [
    'sale_date: "1/2/2024" is not an ISO date; say --date-format dmy or mdy',
    "sale date",
    '"1/2/2024" is not an ISO date; choose another order of dates',
  ],
  [
    "the line is not UTF-8; try --encoding latin1",
    "",
    "the line is not UTF-8; try another encoding",
  ],
])("splits %s", (reason, field, rule) => {
  expect(splitReason(reason)).toEqual({ field, rule });
});
