import { ClickHouseError } from "./clickhouse-error.ts";
import type { Statement } from "./statement.ts";
import type { User } from "./users.ts";

/** Every connection begins with these, where chdb's defaults differ from a server's or from our needs. */
export const connectionSettings: readonly string[] = [
  "--async_insert=0", // One INSERT is one part, visible when it is answered: the mirror relies on it.
  "--implicit_select=0",
  "--max_query_size=67108864", // Parameters arrive as SET statements; the server bounds queries itself.
  "--allow_introspection_functions=0",
  "--output_format_parallel_formatting=0", // It starts two threads more, even for an answer of one row.
];

/** URL parameters that are not settings of a query: they belong to HTTP, or are answered elsewhere. */
const notSettings = new Set(
  `query user password database default_format query_id quota_key role stacktrace session_timeout
  session_check close_session client_protocol_version buffer_size wait_end_of_query
  add_http_cors_header enable_http_compression http_zlib_compression_level decompress
  http_native_compression_disable_checksumming_on_decompress send_progress_in_http_headers
  http_headers_progress_interval_ms http_response_buffer_size http_max_field_value_size
  cancel_http_readonly_queries_on_client_close http_write_exception_in_output_format
  http_response_headers log_queries log_comment`.split(/\s+/),
);

/** An analyst's limits; they may be lowered for a query, never raised beyond what is said here. */
const analystLimits: Record<string, number> = {
  max_execution_time: 60,
  max_memory_usage: 2_000_000_000,
  max_result_rows: 1_048_576, // As many as a spreadsheet has, and as Metabase's downloads ask for.
  max_result_bytes: 1_000_000_000,
  max_rows_to_read: 10_000_000_000,
  max_threads: 2,
  max_bytes_before_external_group_by: 1_000_000_000,
  max_bytes_before_external_sort: 1_000_000_000,
};

/** What an analyst may raise a limit to: Grafana sends its own time limit of 60 s and 5 more. */
const analystMaxima: Record<string, number> = { ...analystLimits, max_execution_time: 120 };

/**
 * What an analyst may set beside the limits: how results look and how joins and nulls behave. Settings
 * of formats that name a file are not among them: the engine reads and writes files of this machine.
 */
const analystMayChange =
  /^(?!(output_)?format_(schema|template)|format_avro_schema_registry)(output_format_|format_|date_time_|join_use_nulls$|union_default_mode$|extremes$|max_block_size$|session_timezone$|result_overflow_mode$|timeout_overflow_mode$|final$|limit$|offset$|group_by_use_nulls$|aggregate_functions_null_for_empty$|prefer_column_name_to_alias$|low_cardinality_|cast_keep_nullable$|select_sequential_consistency$|readonly$)/;

/**
 * Makes the list of settings of one query from the URL's parameters. Query parameters (`param_x`) are
 * part of it. An analyst's list ends in `readonly=1`, after which the engine lets nothing be changed.
 */
export function readSettings(
  url: URLSearchParams,
  user: User,
  isGet: boolean,
): Map<string, string> {
  const settings = new Map<string, string>();
  if (user.role === "analyst")
    for (const [name, limit] of Object.entries(analystLimits)) settings.set(name, String(limit));
  for (const [name, value] of url) {
    if (notSettings.has(name)) continue;
    refuseUnsupported(name, value);
    if (!/^[A-Za-z_]\w*$/.test(name))
      throw new ClickHouseError(
        115,
        "UNKNOWN_SETTING",
        `Setting ${name} is neither a builtin setting`,
      );
    if (name === "compress") continue;
    if (user.role === "analyst" && !name.startsWith("param_")) checkAnalystSetting(name, value);
    settings.set(name, value);
  }
  if (user.role === "analyst") settings.set("readonly", "1");
  // A link must not change anything; the client may still tune its query.
  else if (isGet && !settings.has("readonly")) settings.set("readonly", "2");
  return moveToEnd(settings, "readonly");
}

function checkAnalystSetting(name: string, value: string): void {
  const limit = analystMaxima[name];
  if (limit !== undefined) {
    const number = Number(value);
    if (number > 0 && number <= limit) return;
    const message = `Setting ${name} shouldn't be greater than ${limit}`;
    throw new ClickHouseError(452, "SETTING_CONSTRAINT_VIOLATION", message);
  }
  if (!analystMayChange.test(name))
    throw new ClickHouseError(164, "READONLY", `Cannot modify '${name}' setting in readonly mode`);
}

function refuseUnsupported(name: string, value: string): void {
  const isPacked = name === "decompress" && value !== "0";
  if (name !== "session_id" && !isPacked) return;
  const hint =
    name === "session_id"
      ? "Every query has a session of its own here: put settings and parameters into the URL"
      : "Bodies in the native compression are not read here: use Content-Encoding";
  throw new ClickHouseError(48, "NOT_IMPLEMENTED", `${name} is not supported. ${hint}`);
}

function moveToEnd(settings: Map<string, string>, name: string): Map<string, string> {
  const value = settings.get(name);
  if (value === undefined) return settings;
  settings.delete(name);
  return settings.set(name, value);
}

const analystVerbs = new Set("SELECT WITH FROM ( SHOW DESCRIBE DESC EXPLAIN EXISTS".split(" "));
// These read files of this machine even in readonly mode.
const fileFunctions = ["file", "filesystem", "catboostevaluate"];
// These make rows of nothing, or are functions of values too. All other table functions reach outside.
const innerFunctions = new Set(
  `numbers numbers_mt zeros zeros_mt generateseries generate_series generaterandom primes null values
  sqlstandardvalues view format fuzzquery`.split(/\s+/),
);

/**
 * Refuses what the engine's readonly mode would let an analyst do: a subquery with settings of its
 * own lifts every limit and readonly itself, and DESCRIBE reads what a table function points to.
 *
 * @param tableFunctions the engine's, in lower case.
 */
export function checkAnalystStatement(
  { verb, calls, hasSettings }: Statement,
  tableFunctions: ReadonlySet<string>,
): void {
  const refuse = (what: string) => {
    const message = `analyst: Not enough privileges to ${what}`;
    throw new ClickHouseError(497, "ACCESS_DENIED", message);
  };
  if (!analystVerbs.has(verb)) refuse(`run ${verb}`);
  if (fileFunctions.some((name) => calls.has(name))) refuse("read files");
  const outer = [...calls].find((name) => tableFunctions.has(name) && !innerFunctions.has(name));
  if (outer !== undefined) refuse(`read from the table function ${outer}`);
  if (hasSettings)
    refuse(
      "set anything in a statement: put settings into the URL, and a column of this name into quotes",
    );
}
