/** One request that is sent again and again. */
export interface LoadRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

/** A kind of request whose speed is measured. */
export interface Work {
  readonly name: string;
  /** What one request makes the stores do. */
  readonly description: string;
  /** The requests, sent in turn. */
  readonly requests: readonly LoadRequest[];
  /** Requests a second that the FastAPI predecessors did; undefined where nobody measured. */
  readonly predecessor: number | undefined;
}

/**
 * Lists what is measured, about these products. Recording comes last, for what follows a sale, in
 * the mirror and the stock, goes on for a while and would slow down whatever came next.
 */
export function listWork(productIds: readonly number[]): Work[] {
  const sale = { quantity: 2, channel: "web", sale_date: "2025-05-18T12:00:00Z" };
  return [
    {
      name: "GET /products/{id}",
      description: "one product and its category by primary key",
      requests: productIds.map((id) => ({ method: "GET", path: `/products/${id}` })),
      predecessor: 259,
    },
    {
      name: "GET /products?limit=100",
      description: "a hundred products with their categories, and the number of all",
      requests: [{ method: "GET", path: "/products?limit=100" }],
      predecessor: 121,
    },
    {
      name: "GET /sales/revenue (month)",
      description: "revenue by month over about two of three years, beginning on differing days",
      requests: listRevenuePaths(),
      predecessor: undefined,
    },
    {
      name: "POST /sales",
      description: "one durable insert of a sale at the catalogue's price",
      requests: productIds.map((product_id) => ({
        ...{ method: "POST", path: "/sales", body: JSON.stringify({ product_id, ...sale }) },
      })),
      predecessor: 84,
    },
  ];
}

/** Lists revenue questions that are all different, so that no answer is kept from one to the next. */
function listRevenuePaths(): LoadRequest[] {
  return Array.from({ length: 700 }, (_, index) => {
    const start = new Date(Date.UTC(2022, 5, 1 + (index % 350))).toISOString().slice(0, 10);
    const end = new Date(Date.UTC(2024, 5, 1 + index)).toISOString().slice(0, 10);
    const path = `/sales/revenue?group_by=month&start_date=${start}&end_date=${end}`;
    return { method: "GET", path };
  });
}
