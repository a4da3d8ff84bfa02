const contentTypes: [RegExp, string][] = [
  [/^JSON(Strings)?(Compact)?(Strings)?EachRow/, "application/x-ndjson; charset=UTF-8"],
  [/^JSON/, "application/json; charset=UTF-8"],
  [/^CSV.*WithNames/, "text/csv; charset=UTF-8; header=present"],
  [/^CSV/, "text/csv; charset=UTF-8; header=absent"],
  [/^(TSV|TabSeparated)/, "text/tab-separated-values; charset=UTF-8"],
  [/^XML$/, "application/xml; charset=UTF-8"],
  [/^Markdown$/, "text/markdown; charset=UTF-8"],
  [/^(Native|RowBinary|Parquet|Arrow|ORC|Avro|MsgPack|Protobuf)/, "application/octet-stream"],
];

/** Answers the media type of a result in a ClickHouse format. */
export function toContentType(format: string): string {
  return contentTypes.find(([pattern]) => pattern.test(format))?.[1] ?? "text/plain; charset=UTF-8";
}
