/**
 * Splits an SQL file into its statements. A semicolon ends a statement, unless it is part of a text, a
 * quoted name, a dollar quote or a comment. Function bodies must be quoted: BEGIN ATOMIC is not supported.
 */
export function splitStatements(sql: string): string[] {
  const statements: string[] = [];
  let statement = "";
  let isEmpty = true;
  for (const token of [...tokensOf(sql), ";"]) {
    if (token !== ";") {
      statement += token;
      isEmpty &&= /^(?:\s|--|\/\*)/.test(token);
      continue;
    }
    if (!isEmpty) statements.push(statement.trim());
    statement = "";
    isEmpty = true;
  }
  return statements;
}

/** A text, a quoted name or a dollar quote without an end reaches to the end of the file. */
const TOKEN = new RegExp(
  [
    String.raw`\s+`,
    String.raw`--[^\n]*`,
    String.raw`[eE]'(?:[^'\\]|''|\\[^])*'?`, // a text with escapes
    String.raw`[\w\u0080-\uffff][\w$\u0080-\uffff]*`, // a name, a word or a number
    String.raw`'[^']*'?`,
    String.raw`"[^"]*"?`,
    String.raw`(\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$)(?:[^]*?\1|[^]*)`, // a dollar quote
    "[^]",
  ].join("|"),
  "y",
);

function* tokensOf(sql: string): Generator<string> {
  for (let start = 0; start < sql.length; ) {
    const end = sql.startsWith("/*", start) ? endOfComment(sql, start) : endOfToken(sql, start);
    yield sql.slice(start, end);
    start = end;
  }
}

function endOfToken(sql: string, start: number): number {
  TOKEN.lastIndex = start;
  TOKEN.exec(sql);
  return TOKEN.lastIndex;
}

/** A block comment ends when all block comments inside it have ended. */
function endOfComment(sql: string, start: number): number {
  let depth = 0;
  for (const { 0: mark, index } of sql.slice(start).matchAll(/\/\*|\*\//g)) {
    depth += mark === "/*" ? 1 : -1;
    if (depth === 0) return start + index + mark.length;
  }
  return sql.length;
}
