import { type Text, text } from "./text.js";

/** The position and reason of a JSON syntax error. */
export interface JsonFault {
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  readonly kind: JsonFaultKind;
  readonly reason: Text;
  /** True: the text ends where more is expected; there is no error before its end. */
  readonly isAtEnd: boolean;
}

export type JsonReading =
  | {
      readonly kind: "value";
      readonly value: unknown;
      /**
       * The line of the member with a violation's path (`order_list[0].item_list[2].name`). For an
       * absent member, the line of the nearest object around it.
       */
      readonly lineOf: (path: string) => number;
    }
  | { readonly kind: "fault"; readonly fault: JsonFault };

/** Parses a JSON text and locates its members, or its syntax error, by line. */
export function readJson(source: string): JsonReading {
  let value: unknown;
  try {
    value = JSON.parse(source) as unknown;
  } catch {
    // Node's message names a position only for some errors, and in its own wording.
    return { kind: "fault", fault: findFault(source) };
  }
  let lines: ReadonlyMap<string, number> | null = null;
  return {
    kind: "value",
    value,
    lineOf(path) {
      lines ??= linesOfMembers(source);
      for (let place = path; ; place = parentOf(place)) {
        const line = lines.get(place);
        if (line !== undefined) return line;
        if (place === "") return 1;
      }
    },
  };
}

/** The text of a syntax error with its position; for a one-line text, only the column. */
export function faultText({ line, column, reason }: JsonFault, isOneLine = false): Text {
  return isOneLine
    ? text(
        `not valid JSON: ${reason.en} (column ${column})`,
        `不是合法的 JSON：${reason.zh}（第 ${column} 列）`,
      )
    : text(
        `not valid JSON: ${reason.en} (line ${line}, column ${column})`,
        `不是合法的 JSON：${reason.zh}（第 ${line} 行第 ${column} 列）`,
      );
}

/** `a.b[2].c` → `a.b[2]` → `a.b` → `a` → nothing. */
function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("."), path.lastIndexOf("[")));
}

function linesOfMembers(source: string): ReadonlyMap<string, number> {
  const scan = new Scan(source);
  try {
    scan.document();
  } catch (error) {
    // Nested too deeply: use the lines that were found so far.
    if (!(error instanceof Stop)) throw error;
  }
  return scan.lines;
}

function findFault(source: string): JsonFault {
  try {
    new Scan(source).document();
  } catch (error) {
    if (error instanceof Stop) return error.fault;
    throw error;
  }
  // JSON.parse rejects a text that this scan accepts: the tests rule that out.
  return { line: 1, column: 1, kind: "value", reason: REASONS.value, isAtEnd: false };
}

const REASONS = {
  value: text("a value is expected here", "此处应为一个值"),
  end: text("the text ends too early", "内容提前结束"),
  rest: text("nothing more may follow the JSON document", "JSON 文档之后不应再有内容"),
  memberName: text('a member name in "quotation marks" is expected', "此处应为带双引号的成员名"),
  trailingComma: text("a comma may not stand before the end", "末尾元素后不能有逗号"),
  colon: text("a colon is expected here", "此处应为冒号"),
  commaOrBrace: text("a comma or } is expected here", "此处应为逗号或 }"),
  commaOrBracket: text("a comma or ] is expected here", "此处应为逗号或 ]"),
  escape: text("no escape begins like this", "转义序列不合法"),
  controlCharacter: text(
    "a string may not hold a line break or a control character: write it as an escape",
    "字符串中不能直接含换行或控制字符，请使用转义序列",
  ),
  depth: text("nested too deeply", "嵌套过深"),
} as const satisfies Record<string, Text>;

/** What is wrong at the position of a JSON syntax error. */
export type JsonFaultKind = keyof typeof REASONS;

const DEPTH_MAX = 1000;
const BLANK = /[ \t\n\r]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;

class Stop extends Error {
  readonly fault: JsonFault;

  constructor(fault: JsonFault) {
    super(fault.reason.en);
    this.fault = fault;
  }
}

/** One pass over a JSON text that records the line of every member and stops at the first error. */
class Scan {
  readonly lines = new Map<string, number>();
  readonly #source: string;
  #offset = 0;
  #line = 1;
  #lineStart = 0;

  constructor(source: string) {
    this.#source = source;
  }

  document(): void {
    this.#value("", 0);
    this.#blank();
    if (this.#offset < this.#source.length) this.#stop("rest");
  }

  #value(path: string, depth: number): void {
    this.#blank();
    if (!this.lines.has(path)) this.lines.set(path, this.#line);
    if (depth > DEPTH_MAX) this.#stop("depth");
    const first = this.#source[this.#offset];
    if (first === "{") this.#object(path, depth);
    else if (first === "[") this.#list(path, depth);
    else if (first === '"') this.#string();
    else if (this.#take(SCALAR) === null) this.#stop("value");
  }

  #object(path: string, depth: number): void {
    this.#offset += 1;
    this.#blank();
    if (this.#takeIf("}")) return;
    for (;;) {
      if (this.#source[this.#offset] !== '"') this.#stop("memberName");
      const line = this.#line;
      const name = JSON.parse(this.#string()) as string;
      const memberPath = path === "" ? name : `${path}.${name}`;
      // If a name occurs twice, the last one counts.
      this.lines.set(memberPath, line);
      this.#blank();
      if (!this.#takeIf(":")) this.#stop("colon");
      this.#value(memberPath, depth + 1);
      this.#blank();
      if (this.#takeIf("}")) return;
      if (!this.#takeIf(",")) this.#stop("commaOrBrace");
      this.#blank();
      if (this.#source[this.#offset] === "}") this.#stop("trailingComma");
    }
  }

  #list(path: string, depth: number): void {
    this.#offset += 1;
    this.#blank();
    if (this.#takeIf("]")) return;
    for (let index = 0; ; index++) {
      this.#value(`${path}[${index}]`, depth + 1);
      this.#blank();
      if (this.#takeIf("]")) return;
      if (!this.#takeIf(",")) this.#stop("commaOrBracket");
      this.#blank();
      if (this.#source[this.#offset] === "]") this.#stop("trailingComma");
    }
  }

  /** Reads a string character by character, so an error inside it gets its own position. */
  #string(): string {
    const start = this.#offset;
    this.#offset += 1;
    for (;;) {
      const character = this.#source[this.#offset] ?? this.#stop("end");
      if (character === "\\") {
        if (this.#take(ESCAPE) === null) this.#stop("escape");
        continue;
      }
      if (character < " ") this.#stop("controlCharacter");
      this.#offset += 1;
      if (character === '"') return this.#source.slice(start, this.#offset);
    }
  }

  #blank(): void {
    const blank = this.#take(BLANK) ?? "";
    for (let at = blank.indexOf("\n"); at !== -1; at = blank.indexOf("\n", at + 1)) {
      this.#line += 1;
      this.#lineStart = this.#offset - blank.length + at + 1;
    }
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#offset;
    const found = pattern.exec(this.#source)?.[0] ?? null;
    if (found !== null) this.#offset += found.length;
    return found;
  }

  #takeIf(character: string): boolean {
    const isNext = this.#source[this.#offset] === character;
    if (isNext) this.#offset += 1;
    return isNext;
  }

  #stop(expected: JsonFaultKind): never {
    const isEnd = this.#offset >= this.#source.length;
    const before = this.#source.slice(this.#lineStart, this.#offset);
    const column = Array.from(before).length + 1;
    const kind = isEnd ? "end" : expected;
    throw new Stop({ line: this.#line, column, kind, reason: REASONS[kind], isAtEnd: isEnd });
  }
}
