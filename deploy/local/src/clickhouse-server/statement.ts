import { ClickHouseError } from "./clickhouse-error.ts";
import { isSymbol, isWord, lex, type Token } from "./lex.ts";

/** What the server must know of a statement before the engine sees it. Offsets count bytes. */
export interface Statement {
  /** The first word, in upper case, or "(" for a SELECT in parentheses. */
  verb: string;
  /** The names that are called as functions, in lower case. */
  calls: ReadonlySet<string>;
  /** Whether it, or a part of it, brings settings of its own. */
  hasSettings: boolean;
  /** What kind of answer it has: rows, or nothing; an insert may bring its rows along. */
  shape: OutputShape | InsertShape | { kind: "command"; end: number };
}

/** A statement that answers rows. Its FORMAT clause, if any, is `[formatStart, end)`. */
export interface OutputShape {
  kind: "output";
  format: string | undefined;
  formatStart: number;
  /** Where the statement ends, without a closing semicolon and comments. */
  end: number;
}

/** An INSERT that is followed by its rows: `INSERT INTO … [settingsStart] SETTINGS … [headEnd] FORMAT X [dataStart] …`. */
export interface InsertShape {
  kind: "insert";
  format: string;
  settingsStart: number;
  headEnd: number;
  dataStart: number;
}

const outputVerbs = new Set(
  "SELECT WITH FROM ( SHOW DESCRIBE DESC EXPLAIN EXISTS CHECK".split(" "),
);

/** Looks at the beginning of a request, given as Latin-1. More than one statement is an error. */
export function readStatement(sql: string): Statement {
  const top: Token[] = []; // What stands outside all parentheses.
  const calls = new Set<string>();
  let depth = 0;
  let hasSettings = false;
  let last: Token | undefined;
  let ended = false;
  for (const token of lex(sql)) {
    if (ended) throw syntaxError("Multi-statements are not allowed", token.start);
    if (isSymbol(token, ";")) {
      ended = true;
      continue;
    }
    refuseFiles(last, token);
    hasSettings ||= isWord(last, "SETTINGS") && beginsName(token);
    if (depth === 0 && !isSymbol(token, ")")) top.push(token);
    if (isSymbol(token, "(")) {
      depth++;
      if (last?.kind === "word" || last?.kind === "quoted") calls.add(last.text.toLowerCase());
    } else if (isSymbol(token, ")")) depth--;
    last = token;
    const insert = depth === 0 ? readInsert(sql, top) : undefined;
    if (insert && top.at(-1) === token)
      return { verb: "INSERT", calls, hasSettings, shape: insert };
  }
  if (isWord(top[0], "INSERT") && calls.has("input"))
    throw new ClickHouseError(
      48,
      "NOT_IMPLEMENTED",
      "INSERT … SELECT from input() is not supported",
    );
  const verb = top[0]?.text;
  if (verb === undefined || last === undefined) throw syntaxError("Empty query", 0);
  const end = last.end;
  if (!outputVerbs.has(verb) || top.some((token) => isWord(token, "INSERT")))
    return { verb, calls, hasSettings, shape: { kind: "command", end } };
  const shape = { kind: "output", end, ...readFormat(sql, top, end) } as const;
  return { verb, calls, hasSettings, shape };
}

/** Says whether a token can be, or stand for, the name of a setting. A column may be named so too. */
function beginsName(token: Token): boolean {
  return token.kind === "word" || token.kind === "quoted" || isSymbol(token, "{");
}

/** Recognises, at the word before the data, an INSERT that brings data. */
function readInsert(sql: string, top: readonly Token[]): InsertShape | undefined {
  const [before, last] = [top.at(-2), top.at(-1)];
  if (!isWord(top[0], "INSERT") || top.length < 4 || !before || last?.kind !== "word")
    return undefined;
  const clauses = top.slice(3); // After INSERT INTO name, whose name may be a keyword too.
  if (isSymbol(before, ".") || clauses.some((t) => isWord(t, "SELECT") || isWord(t, "WITH")))
    return undefined;
  const settings = clauses.find((t) => isWord(t, "SETTINGS"))?.start;
  const hasFormat = isWord(before, "FORMAT") && clauses.includes(before);
  if (isWord(last, "VALUES") && !hasFormat) {
    const headEnd = last.start;
    const settingsStart = settings ?? headEnd;
    return { kind: "insert", format: "Values", settingsStart, headEnd, dataStart: last.end };
  }
  if (!hasFormat) return undefined;
  const headEnd = before.start;
  const gap = /^[ \t\f]*;?[ \t\f]*(?:\r?\n)?/.exec(sql.slice(last.end, last.end + 100));
  return {
    kind: "insert",
    format: sql.slice(last.start, last.end),
    settingsStart: settings ?? headEnd,
    headEnd,
    dataStart: last.end + (gap?.[0].length ?? 0),
  };
}

/** Finds `FORMAT name` at the end of a statement; `SETTINGS …` may follow it. */
function readFormat(sql: string, top: readonly Token[], end: number) {
  for (let i = top.length - 2; i > 0; i--) {
    const [clause, name, next] = top.slice(i, i + 3);
    if (!clause || !isWord(clause, "FORMAT") || name?.kind !== "word") continue;
    if (next === undefined || isWord(next, "SETTINGS"))
      return { format: sql.slice(name.start, name.end), formatStart: clause.start };
  }
  return { format: undefined, formatStart: end };
}

/** The engine would read and write files of this machine, which a server never does for its clients. */
function refuseFiles(last: Token | undefined, token: Token): void {
  if (isWord(last, "INTO") && isWord(token, "OUTFILE"))
    throw new ClickHouseError(358, "INTO_OUTFILE_NOT_ALLOWED", "INTO OUTFILE is not allowed");
  if (isWord(last, "FROM") && isWord(token, "INFILE"))
    throw new ClickHouseError(48, "NOT_IMPLEMENTED", "FROM INFILE is not allowed over HTTP");
}

function syntaxError(message: string, position: number): ClickHouseError {
  const text = `Syntax error (${message}): failed at position ${position + 1}`;
  return new ClickHouseError(62, "SYNTAX_ERROR", text);
}
