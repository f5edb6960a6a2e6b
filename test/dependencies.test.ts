import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/* docs/dependencies.md lists what the package.json files depend on. */

const root = new URL("..", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

interface Manifest {
  readonly name: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
}
const manifest = (path: string) => JSON.parse(read(path)) as Manifest;

/** The rows of a heading's tables: the first three cells of each, without backquotes. */
function rowsOf(heading: string): readonly (readonly string[])[] {
  const section = read("docs/dependencies.md")
    .split(/^## /m)
    .find((text) => text.startsWith(`${heading}\n`));
  expect(section, `docs/dependencies.md has no heading "## ${heading}"`).toBeDefined();
  return [...(section ?? "").matchAll(/^\| `(.+?)` \| `(.+?)` \| (.+?) \|/gm)].map(
    ([, name = "", range = "", licence = ""]) => [name, range, licence],
  );
}

const licenceOf = (name: string) => manifest(`node_modules/${name}/package.json`).license;
const isOurs = (name: string) => name === "dingdan" || name.startsWith("@dingdan/");

/** Dependencies as the page lists them: name, range and licence. Those on our own packages are left out. */
const listed = (dependencies: Manifest["dependencies"] = {}) =>
  Object.entries(dependencies)
    .filter(([name]) => !isOurs(name))
    .map(([name, range]) => [name, range, licenceOf(name)]);

const sorted = (rows: readonly (readonly unknown[])[]) =>
  rows.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));

describe("docs/dependencies.md lists with version and licence", () => {
  test.each(readdirSync(new URL("packages", root)))("what packages/%s depends on", (folder) => {
    const { name, dependencies } = manifest(`packages/${folder}/package.json`);
    expect(sorted(rowsOf(name))).toEqual(sorted(listed(dependencies)));
  });

  test("what development needs", () => {
    const expected = ["package.json", "packages/web/package.json"].flatMap((path) =>
      listed(manifest(path).devDependencies),
    );
    expect(sorted(rowsOf("Development"))).toEqual(sorted(expected));
  });
});

test("docs/dependencies.md lists the overrides", () => {
  const overrides = rowsOf("Overrides").map(([name, version]) => [name, version]);
  expect(sorted(overrides)).toEqual(
    sorted(Object.entries(manifest("package.json").overrides ?? {})),
  );
});
