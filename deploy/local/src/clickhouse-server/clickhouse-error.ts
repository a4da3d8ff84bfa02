/** An error as ClickHouse reports it: a number, a name and a message. */
export class ClickHouseError extends Error {
  readonly code: number;
  readonly type: string;
  /** The HTTP status to answer with when it is not the one that belongs to the code. */
  readonly status: number | undefined;

  constructor(code: number, type: string, message: string, status?: number) {
    super(message);
    this.name = "ClickHouseError";
    this.code = code;
    this.type = type;
    this.status = status;
  }

  /** The text of the answer's body, which clients parse. */
  format(version: string): string {
    return `Code: ${this.code}. DB::Exception: ${this.message} (${this.type}) (version ${version})`;
  }
}

const nestedPrefix = /^(?:Code: \d+\. DB::\w+: )+(?=Code: \d+\. DB::)/;
const nestedSuffix = /(?: \(version [^)]*\)\.?(?: \([A-Z][A-Z0-9_]+\))?)+\s*$/;
const pattern =
  /^Code: (?<code>\d+)\. DB::\w+: (?<message>[\s\S]*?)\s*\((?<type>[A-Z][A-Z0-9_]+)\)$/;

/** Reads an error of the engine, which reports some of them wrapped in themselves. */
export function toClickHouseError(error: unknown): ClickHouseError {
  if (error instanceof ClickHouseError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const bare = text.replace(nestedPrefix, "").replace(nestedSuffix, "").trimEnd();
  const { code, message = "", type } = pattern.exec(bare)?.groups ?? {};
  if (code === undefined || type === undefined)
    return new ClickHouseError(1002, "UNKNOWN_EXCEPTION", text);
  return new ClickHouseError(Number(code), type, hideFiles(message));
}

/** Leaves out where this server keeps the rows of an INSERT and the result of a query. */
function hideFiles(message: string): string {
  return message
    .replace(/\n?(?:INTO )?OUTFILE '[^']*' TRUNCATE( FORMAT)?/g, "$1")
    .replace(/ ?\(in file\/uri [^)]*\)/g, "")
    .replace(/: While executing File$/, "")
    .replace(/: data for INSERT was parsed from file\.?/, "")
    .trimEnd();
}
