/** A line of printed JSON and the path of its value. */
export interface JsonLine {
  readonly path: string;
  readonly depth: number;
  /** The member's name with its quotation marks; null in lists and at the end of an object. */
  readonly name: string | null;
  readonly value: string;
  readonly kind: "string" | "number" | "word" | "mark";
}

/** Prints JSON line by line, each with the path that violations and the preview use. */
export function jsonLines(value: unknown): JsonLine[] {
  const lines: JsonLine[] = [];
  print(value, { path: "", depth: 0, name: null, tail: "" });
  return lines;

  function print(
    part: unknown,
    place: { path: string; depth: number; name: string | null; tail: string },
  ): void {
    const { path, depth, name, tail } = place;
    if (typeof part !== "object" || part === null) {
      const kind =
        typeof part === "string" ? "string" : typeof part === "number" ? "number" : "word";
      lines.push({ path, depth, name, value: (JSON.stringify(part) ?? "null") + tail, kind });
      return;
    }
    const isList = Array.isArray(part);
    const [open, close] = isList ? ["[", "]"] : ["{", "}"];
    const members = Object.entries(part);
    if (members.length === 0) {
      lines.push({ path, depth, name, value: open + close + tail, kind: "mark" });
      return;
    }
    lines.push({ path, depth, name, value: open, kind: "mark" });
    members.forEach(([key, member], index) => {
      const memberPath = isList ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
      print(member, {
        path: memberPath,
        depth: depth + 1,
        name: isList ? null : JSON.stringify(key),
        tail: index === members.length - 1 ? "" : ",",
      });
    });
    lines.push({ path, depth, name: null, value: close + tail, kind: "mark" });
  }
}

/** True if a path is one of these or inside one. */
export const isWithin = (path: string, places: readonly string[]): boolean =>
  places.some(
    (place) => path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`),
  );

/** A line as a text, to compare it with others. */
export const lineText = ({ depth, name, value }: JsonLine): string =>
  `${"  ".repeat(depth)}${name === null ? "" : `${name}: `}${value}`;
