import { ClickHouseError } from "./clickhouse-error.ts";

/** A piece of SQL that means something. Offsets count bytes, because the text is read as Latin-1. */
export interface Token {
  kind: "word" | "quoted" | "string" | "number" | "symbol";
  /** Words in upper case, quoted names without their quotes, everything else as it stands. */
  text: string;
  start: number;
  end: number;
}

const spaceOrComment = /(?:[\s\0\xa0\ufeff]|--[^\n]*|#[ !][^\n]*|\/\*[\s\S]*?(?:\*\/|$))+/y;
const word = /[A-Za-z_][\w$]*/y;
const number = /\d[\w.]*/y;
const string = /'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)/y;
const quoted = /"(?:[^"\\]|\\[\s\S]|"")*(?:"|$)|`(?:[^`\\]|\\[\s\S]|``)*(?:`|$)/y;
const heredoc = /\$(\w*)\$[\s\S]*?(?:\$\1\$|$)/y;
// The typographic quotes ‘ ’ and “ ” in UTF-8: ClickHouse takes them for ' and ".
const curlyString = /\xe2\x80\x98[\s\S]*?(?:\xe2\x80\x99|$)/y;
const curlyQuoted = /\xe2\x80\x9c[\s\S]*?(?:\xe2\x80\x9d|$)/y;

const kinds: [Token["kind"], RegExp][] = [
  ["word", word],
  ["number", number],
  ["string", string],
  ["quoted", quoted],
  ["string", heredoc],
  ["string", curlyString],
  ["quoted", curlyQuoted],
];

/** Parts SQL, given as Latin-1, into tokens as ClickHouse does; comments and spaces are left out. */
export function* lex(sql: string): Generator<Token> {
  let position = 0;
  while (true) {
    position = match(spaceOrComment, sql, position) ?? position;
    if (position >= sql.length) return;
    const token = readToken(sql, position);
    yield token;
    position = token.end;
  }
}

function readToken(sql: string, start: number): Token {
  for (const [kind, pattern] of kinds) {
    const end = match(pattern, sql, start);
    if (end === undefined) continue;
    const raw = sql.slice(start, end);
    if (kind !== "word" && kind !== "number") checkClosed(raw, start);
    if (kind === "word") return { kind, text: raw.toUpperCase(), start, end };
    if (kind === "quoted") return { kind, text: unquote(raw), start, end };
    return { kind, text: raw, start, end };
  }
  return { kind: "symbol", text: sql.charAt(start), start, end: start + 1 };
}

/** An open quote would swallow what the server adds to the statement. */
function checkClosed(raw: string, position: number): void {
  const [, open = ""] = /^(\$\w*\$|\xe2\x80.|.)/s.exec(raw) ?? [];
  const close = open.replace("\x98", "\x99").replace("\x9c", "\x9d");
  if (raw.length >= 2 * open.length && raw.endsWith(close) && !endsEscaped(raw)) return;
  const message = `Syntax error (Quote is not closed): failed at position ${position + 1}`;
  throw new ClickHouseError(62, "SYNTAX_ERROR", message);
}

function endsEscaped(raw: string): boolean {
  const quote = raw.charAt(0);
  if (!"'\"`".includes(quote)) return false;
  const inner = raw.slice(1, -1).replace(/\\[\s\S]/g, "");
  // What is left of the inside must hold its quotes in pairs and no lone backslash before the last quote.
  return inner.endsWith("\\") || (inner.split(quote).length - 1) % 2 === 1;
}

function match(pattern: RegExp, sql: string, position: number): number | undefined {
  pattern.lastIndex = position;
  return pattern.test(sql) ? pattern.lastIndex : undefined;
}

function unquote(raw: string): string {
  const inner = raw.startsWith("\xe2") ? raw.slice(3, -3) : raw.slice(1, -1);
  return inner.replace(
    /\\(x[0-9a-f]{2}|[\s\S])|(["`])\2/gi,
    (_, escaped?: string, twice?: string) => {
      if (twice !== undefined) return twice;
      const code = escaped ?? "";
      return code.length > 1 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : code;
    },
  );
}

/** Says whether a token is this keyword, given in upper case. */
export function isWord(token: Token | undefined, text: string): boolean {
  return token?.kind === "word" && token.text === text;
}

/** Says whether a token is this character. */
export function isSymbol(token: Token | undefined, text: string): boolean {
  return token?.kind === "symbol" && token.text === text;
}
