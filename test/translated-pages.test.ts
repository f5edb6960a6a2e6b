import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/* A page and its Chinese version have the same commands, sections, tables and links, and no link is broken. */

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PAGES = readdirSync(`${ROOT}docs`)
  .filter((name) => name.endsWith(".zh-CN.md"))
  .map((name) => `docs/${name.replace(".zh-CN", "")}`)
  .concat("README.md");

const BLOCK = /^ *```(\w*)\n(.*?)^ *```/gms;

/** What does not depend on the language. Comments of commands and the names of sections do. */
function partsOf(path: string) {
  const page = readFileSync(ROOT + path, "utf8");
  const text = page.replaceAll(BLOCK, "");
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return {
    commands: [...page.matchAll(BLOCK)]
      .filter(([, language]) => language === "sh")
      .map(([, , commands = ""]) => commands.replaceAll(/ *#.*/g, "")),
    sections: [...text.matchAll(/^(#+) /gm)].map(([, level]) => level),
    rows: text.match(/^ *\|/gm)?.length ?? 0,
    links: links.map((target) =>
      target.startsWith("https:")
        ? target
        : target.replace(".zh-CN", "").replace("-zh.png", ".png").replace(/#.*/, "#"),
    ),
  };
}

test.each(PAGES)("%s and its Chinese version differ in words only", (path) => {
  expect(partsOf(path.replace(".md", ".zh-CN.md"))).toEqual(partsOf(path));
});

/** The name under which GitHub links to a section. */
const anchorOf = (section: string) =>
  section
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, "")
    .replaceAll(" ", "-");

test.each(PAGES.flatMap((path) => [path, path.replace(".md", ".zh-CN.md")]))(
  "the links of %s lead to a file, and to a section of it",
  (path) => {
    const links = [...readFileSync(ROOT + path, "utf8").matchAll(/\]\(([^)\s]+)\)/g)];
    const broken = links.flatMap(([, target = ""]) => {
      if (target.startsWith("https:")) return [];
      const [file = "", section] = target.split("#");
      const linked = file === "" ? ROOT + path : join(ROOT, dirname(path), file);
      if (!existsSync(linked)) return [target];
      if (section === undefined) return [];
      const sections = [...readFileSync(linked, "utf8").matchAll(/^#+ (.*)$/gm)];
      return sections.some(([, name = ""]) => anchorOf(name) === section) ? [] : [target];
    });
    expect(broken).toEqual([]);
  },
);

test("the pages are found", () => {
  expect(PAGES.length).toBeGreaterThanOrEqual(8);
});
