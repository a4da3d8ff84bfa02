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
  /** Makes the requests of one measurement; each connection sends its share of them in turn. */
  readonly makeRequests: () => readonly LoadRequest[];
  /** Requests a second that the FastAPI predecessors did; undefined where nobody measured. */
  readonly predecessor: number | undefined;
}

/**
 * Lists what is measured, about these products. Recording comes last, for what follows a sale, in
 * the mirror and the stock, goes on for a while and would slow down whatever came next.
 */
export function listWork(productIds: readonly number[]): Work[] {
  const sale = { quantity: 2, channel: "web", sale_date: "2025-05-18T12:00:00Z" };
  const total_amount = 9.98;
  return [
    {
      name: "GET /products/{id}",
      description: "one product and its category by primary key",
      makeRequests: () => productIds.map((id) => ({ method: "GET", path: `/products/${id}` })),
      predecessor: 259,
    },
    {
      name: "GET /products?limit=100",
      description: "a hundred products with their categories, and the number of all",
      makeRequests: () => [{ method: "GET", path: "/products?limit=100" }],
      predecessor: 121,
    },
    {
      name: "GET /sales/revenue (month)",
      description: "revenue by month over one to three years, never the same range twice",
      makeRequests: createRevenueQuestions(),
      predecessor: undefined,
    },
    {
      name: "GET /sales/revenue (month), again",
      description: "the same question again and again, while nothing is sold",
      makeRequests: () => [askRevenue(0)],
      predecessor: undefined,
    },
    {
      name: "POST /sales",
      description: "one durable insert of a sale of a given total, as the predecessors took it",
      makeRequests: () => productIds.map((id) => record({ ...sale, product_id: id, total_amount })),
      predecessor: 84,
    },
    {
      name: "POST /sales, unpriced",
      description: "one durable insert of a sale at the catalogue's price of this moment",
      makeRequests: () => productIds.map((id) => record({ ...sale, product_id: id })),
      predecessor: undefined,
    },
  ];
}

/** Makes the request that records a sale. */
function record(sale: object): LoadRequest {
  return { method: "POST", path: "/sales", body: JSON.stringify(sale) };
}

const questionsAMeasurement = 4000;

/** Makes what asks other questions in each measurement, so that no answer is kept from before. */
function createRevenueQuestions(): () => LoadRequest[] {
  let asked = 0;
  return () => {
    const from = asked;
    asked += questionsAMeasurement;
    return Array.from({ length: questionsAMeasurement }, (_, index) => askRevenue(from + index));
  };
}

/** Makes the question of a number: 245,000 ranges of days are all different. */
function askRevenue(number: number): LoadRequest {
  const start = formatDay(Date.UTC(2022, 5, 1 + (number % 350)));
  const end = formatDay(Date.UTC(2024, 5, 1 + (Math.floor(number / 350) % 700)));
  const path = `/sales/revenue?group_by=month&start_date=${start}&end_date=${end}`;
  return { method: "GET", path };
}

/** Writes the day of an instant. */
function formatDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
