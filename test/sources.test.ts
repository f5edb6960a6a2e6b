import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

/* Each `@see` of the sources names a heading of docs/sources.md, or is an address. */

const PACKAGES = fileURLToPath(new URL("../packages", import.meta.url));
const SOURCES = readFileSync(new URL("../docs/sources.md", import.meta.url), "utf8");

/** Sections of the page by the name in their heading: "auth, §3", "RFC 9457". */
const SECTIONS = new Map(
  SOURCES.split(/^### /m)
    .slice(1)
    .map((section) => [/^[^:\n]+/.exec(section)?.[0] ?? "", section]),
);

/** The headings that a `@see` names: of "wechatpay, §5.1 and §5.2" both. */
function namesOf(see: string): readonly string[] {
  const [, document, rest] = /^([a-z-]+), (.+)$/.exec(see) ?? [];
  if (document === undefined || rest === undefined) return [see];
  const numbers = rest.match(/§\d+(?:\.\d+)*/g);
  return (numbers ?? [rest]).map((name) => `${document}, ${name}`);
}

/** What is wrong with a `@see`; empty if it can be followed. */
function problemsOf(see: string): readonly string[] {
  if (see.startsWith("https://")) return [];
  const quoted = /"(.+)"/.exec(see)?.[1] ?? "";
  return namesOf(see).flatMap((name) => {
    const section = SECTIONS.get(name);
    if (section === undefined) return [`docs/sources.md has no heading "### ${name}"`];
    return section.includes(quoted) ? [] : [`"### ${name}" does not mention "${quoted}"`];
  });
}

const sources = readdirSync(PACKAGES).flatMap((name) =>
  (name === "web" ? ["src", "console"] : ["src"]).flatMap((folder) =>
    readdirSync(join(PACKAGES, name, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => join(PACKAGES, name, folder, file)),
  ),
);

test("every @see of the sources can be followed in docs/sources.md", () => {
  const tags = sources.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/@see ([^*\n]+)/g)].map(([, see = ""]) => ({
      file,
      see: see.trim(),
    })),
  );
  expect(tags.length).toBeGreaterThan(0);
  const broken = tags.flatMap(({ file, see }) =>
    problemsOf(see).map((problem) => `${file}: @see ${see}: ${problem}`),
  );
  expect(broken).toEqual([]);
});

describe("a @see is refused that names", () => {
  test.each([
    ["an unknown document", "refunds, §1"],
    ["an unknown section", "auth, §9"],
    ["a label that the section lacks", 'auth, §3 "Field report"'],
    ["one unknown section of two", "wechatpay, §5.1 and §5.9"],
    ["an unknown standard", "RFC 1"],
  ])("%s", (_, see) => {
    expect(problemsOf(see)).toHaveLength(1);
  });
});
