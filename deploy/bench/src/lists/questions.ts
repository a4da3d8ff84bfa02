import { firstDay } from "./fill-ledger.ts";

/** A list that is asked for, and how PostgreSQL counts the same. */
export interface ListQuestion {
  readonly name: string;
  /** The path, with the filter but without the page. */
  readonly path: string;
  /** The condition on `sales.sale s` or `catalog.product p`. */
  readonly where: string;
}

const category = (id: number) =>
  `s.product_id in (select id from sales.product where category_id = ${id})`;

/** Lists of sales: by everything that they can be filtered by, alone and together. */
export const salesQuestions: readonly ListQuestion[] = [
  sales("all", "", "true"),
  sales("a year", `start_date=${firstDay}&end_date=2023-12-31`, during(firstDay, "2024-01-01")),
  sales(
    "between two instants",
    "start_date=2023-02-03T04:05:06.789Z&end_date=2025-06-07T08:09:10.11Z",
    during("2023-02-03T04:05:06.789Z", "2025-06-07T08:09:10.111Z"),
  ),
  sales(
    "half a year in Kathmandu",
    "start_date=2024-03-10&end_date=2024-09-09&time_zone=Asia/Kathmandu",
    during("2024-03-09T18:15Z", "2024-09-09T18:15Z"),
  ),
  sales("a channel", "channel=web", "s.channel = 'web'"),
  sales("a best seller", "product_id=7", "s.product_id = 7"),
  sales(
    "a product on a channel",
    "product_id=12345&channel=till",
    "s.product_id = 12345 and s.channel = 'till'",
  ),
  sales("a category", "category_id=7", category(7)),
  sales(
    "a category on a channel in a quarter",
    "category_id=9&channel=phone&start_date=2024-04-01&end_date=2024-06-30",
    `${category(9)} and s.channel = 'phone' and ${during("2024-04-01", "2024-07-01")}`,
  ),
  sales("refunds", "kind=REFUND", "s.kind = 'REFUND'"),
  sales("voids", "kind=VOID", "s.kind = 'VOID'"),
  sales(
    "refunds of a channel since an instant",
    "kind=REFUND&channel=amazon&start_date=2024-05-06T07:08:09Z",
    "s.kind = 'REFUND' and s.channel = 'amazon' and s.sale_date >= '2024-05-06T07:08:09Z'",
  ),
];

const inCategory = { name: " in a category", filter: "&category_id=7", where: "p.category_id = 7" };
const inNamed = { ...inCategory, name: " in a category by name", filter: "&category=category%207" };

/**
 * Searches of products: what somebody types letter by letter, parts of words, of several words, of
 * SKUs, and what is not there; of all products, of a category, and of the archived.
 */
export const searchQuestions: readonly ListQuestion[] = [
  ..."granite".split("").map((_, index) => search("granite".slice(0, index + 1))),
  ...["granite c", "granite chair", "granite chair 1"].map((q) => search(q)),
  ...["a", "e ", "47", "-9", "ick", "471", "4711", "te ch"].map((q) => search(q)),
  ...["white wool", "ushio", "B0-1", "-99999", "zz", "qqq", "no such thing"].map((q) => search(q)),
  ...["g", "gr", "granite", "granite chair", "zz"].map((q) => search(q, inCategory)),
  search("granite", inNamed),
  ...["g", "granite", "granite chair"].map((q) => search(q, { isArchived: true })),
];

const narrow = { name: "", filter: "", where: "true" };

/** Lists of products without a search. */
export const productQuestions: readonly ListQuestion[] = [
  products("all", narrow),
  products("a page of 20", { ...narrow, filter: "&limit=20" }),
  products("a category", inCategory),
  products("the archived", { isArchived: true }),
];

function sales(name: string, filter: string, where: string): ListQuestion {
  return { name, path: `/sales?${filter}`, where };
}

function during(from: string, to: string): string {
  return `s.sale_date >= '${from}' and s.sale_date < '${to}'`;
}

interface Narrowing {
  readonly name?: string;
  readonly filter?: string;
  readonly where?: string;
  readonly isArchived?: boolean;
}

function products(
  name: string,
  { filter = "", where = "true", isArchived }: Narrowing,
): ListQuestion {
  return {
    name,
    path: `/products?archived=${isArchived ?? false}${filter}`,
    where: `${isArchived ? "" : "not "}p.archived and ${where}`,
  };
}

function search(q: string, narrowing: Narrowing = {}): ListQuestion {
  const { name = narrowing.isArchived ? " among the archived" : "", filter = "" } = narrowing;
  const contains = `ilike '%${q}%'`;
  return products(`"${q}"${name}`, {
    ...narrowing,
    filter: `&q=${encodeURIComponent(q)}${filter}`,
    where: `${narrowing.where ?? "true"} and (p.name ${contains} or p.sku ${contains})`,
  });
}
