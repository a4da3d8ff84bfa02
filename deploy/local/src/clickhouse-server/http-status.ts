/** The ClickHouse error codes that are not answered with HTTP status 500, by status. */
const codesByStatus: Record<number, readonly number[]> = {
  400: [
    6, 8, 15, 25, 26, 27, 36, 37, 38, 41, 44, 53, 62, 72, 117, 123, 167, 168, 223, 321, 376, 427,
    441, 675, 676,
  ],
  401: [194],
  403: [192, 193, 497, 512, 516],
  404: [46, 47, 50, 56, 60, 63, 73, 78, 81, 115, 152, 336, 511],
  408: [159],
  411: [381],
  413: [229, 307],
  415: [779],
  501: [48],
  503: [76, 202, 209, 439],
};

const statuses = new Map(
  Object.entries(codesByStatus).flatMap(([status, codes]) =>
    codes.map((code) => [code, Number(status)] as const),
  ),
);

/** Answers the HTTP status which a ClickHouse server sends with an error of this code. */
export function toHttpStatus(code: number): number {
  return statuses.get(code) ?? 500;
}
