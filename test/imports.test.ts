import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

/* The check of imports, on small checkouts with one problem each, and on this one. */

const SCRIPT = fileURLToPath(new URL("../scripts/check-imports.mjs", import.meta.url));

type Files = Readonly<Record<string, string>>;

const manifest = (name: string, more: object = {}) =>
  JSON.stringify({ name: `@dingdan/${name}`, exports: { ".": "./dist/index.js" }, ...more });

/** A small checkout without a problem. */
const CLEAN: Files = {
  "package.json": JSON.stringify({
    workspaces: ["packages/contract", "packages/web", "packages/server"],
  }),
  "packages/contract/package.json": manifest("contract"),
  "packages/contract/src/index.ts": `export type Order = string;`,
  "packages/web/package.json": manifest("web"),
  "packages/web/console/src/app.tsx": `import icon from "./icon.svg";\nimport React from "react";`,
  "packages/web/console/src/icon.svg": `<svg/>`,
  "packages/server/package.json": manifest("server", {
    imports: { "#writer": "./dist/storage/writer.js" },
  }),
  "packages/server/src/domain/order.ts": `import type { Order } from "@dingdan/contract";`,
  "packages/server/src/domain/order.test.ts": `import "../storage/store.js";`,
  "packages/server/src/storage/store.ts": `export * from "../domain/order.js";\nimport("#writer");`,
  "packages/server/src/storage/writer.ts": `// import("./store.js")\nexport const text = 'import "./store.js"';`,
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "dingdan-imports-"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Checks the clean checkout with some files added to it. */
function check(files: Files) {
  for (const [path, content] of Object.entries({ ...CLEAN, ...files })) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return run(root);
}

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return { status, stdout };
}

test("this repository has no circle of imports and no import of a higher floor", () => {
  expect(run()).toEqual({
    status: 0,
    stdout: expect.stringMatching(
      /^Imports of \d+ files: no circle, no import of a higher floor\.\n$/,
    ),
  });
});

test("a checkout without a problem passes", () => {
  expect(check({})).toEqual({
    status: 0,
    stdout: "Imports of 6 files: no circle, no import of a higher floor.\n",
  });
});

describe("the check reports every file of a circle that is closed by", () => {
  const domain = (a: string, b: string): Files => ({
    "packages/server/src/domain/a.ts": `// 订单\n${a}`,
    "packages/server/src/domain/b.ts": b,
  });
  const cases: readonly (readonly [kind: string, files: Files])[] = [
    ["values", domain(`import { b } from "./b.js";`, `import { a } from "./a.js";`)],
    ["import type", domain(`import { b } from "./b.js";`, `import type { A } from "./a.js";`)],
    ['import("…").Type', domain(`import { b } from "./b.js";`, `let a: import("./a.js").A;`)],
    [
      'typeof import("…")',
      domain(`import { b } from "./b.js";`, `let a: typeof import("./a.js");`),
    ],
    ["await import()", domain(`import { b } from "./b.js";`, `await import("./a.js");`)],
    ["a template without values", domain(`import { b } from "./b.js";`, "import(`./a.js`);")],
    ["export from", domain(`import { b } from "./b.js";`, `export { a } from "./a.js";`)],
    ["export type * from", domain(`import "./b.js";`, `export type * from "./a.js";`)],
    ["an export of nothing", domain(`import "./b.js";`, `export {} from "./a.js";`)],
  ];
  test.each(cases)("%s", (_, files) => {
    const { status, stdout } = check(files);
    expect(stdout).toContain(
      "packages/server/src/domain/a.ts: is part of a circle. Move what these files share to a file that imports none of them.\n" +
        "  packages/server/src/domain/a.ts:2 imports packages/server/src/domain/b.ts\n" +
        "  packages/server/src/domain/b.ts:1 imports packages/server/src/domain/a.ts\n",
    );
    expect(stdout).toContain("Problems with imports: 1.");
    expect(status).toBe(1);
  });

  test(".js names that refer to .tsx files", () => {
    const { status, stdout } = check({
      "packages/web/console/src/routes.ts": `lazy(() => import("./page.js"));`,
      "packages/web/console/src/page.tsx": `import type { PageProps } from "./routes.js";`,
    });
    expect(stdout).toContain("page.tsx:1 imports packages/web/console/src/routes.ts\n");
    expect(stdout).toContain("routes.ts:1 imports packages/web/console/src/page.tsx\n");
    expect(status).toBe(1);
  });

  test("tests that import each other", () => {
    const { status, stdout } = check({
      "packages/server/test/support/a.ts": `import "./b.js";`,
      "packages/server/test/support/b.ts": `import "./a.js";`,
    });
    expect(stdout).toContain("packages/server/test/support/a.ts: is part of a circle.");
    expect(status).toBe(1);
  });
});

test("the check reports the shortest circle of a group of files that all reach each other", () => {
  const folder = "packages/server/src/domain";
  const { stdout } = check({
    [`${folder}/a.ts`]: `import "./b.js";`,
    [`${folder}/b.ts`]: `import "./c.js";`,
    [`${folder}/c.ts`]: `import "./d.js";\nimport "./a.js";`,
    [`${folder}/d.ts`]: `import "./c.js";`,
  });
  expect(stdout).toContain("It is the shortest circle among 4 files.\n");
  expect(stdout.split("\n").filter((line) => line.startsWith("  "))).toEqual([
    `  ${folder}/c.ts:1 imports ${folder}/d.ts`,
    `  ${folder}/d.ts:1 imports ${folder}/c.ts`,
  ]);
});

test("the check reports both circles when one leads to the other", () => {
  const folder = "packages/server/src/domain";
  const { stdout } = check({
    [`${folder}/a.ts`]: `import "./b.js";`,
    [`${folder}/b.ts`]: `import "./a.js";\nimport "./c.js";`,
    [`${folder}/c.ts`]: `import "./d.js";`,
    [`${folder}/d.ts`]: `import "./c.js";`,
    [`${folder}/e.ts`]: `import "./c.js";\nimport "./f.js";`,
    [`${folder}/f.ts`]: `import "./e.js";`,
  });
  expect(stdout.match(/\w\.ts: is part of a circle/g)).toHaveLength(3);
});

describe("the check reports the line and the fix of an import", () => {
  const store = "packages/server/src/storage/store.ts";
  const domain = (source: string): Files => ({ "packages/server/src/domain/upward.ts": source });
  const cases: readonly (readonly [kind: string, files: Files, report: string])[] = [
    [
      "of a higher floor, for a value",
      domain(`\nimport { open } from "../storage/store.js";`),
      `packages/server/src/domain/upward.ts:2: imports ${store}, which is on a higher floor: domain may not import storage. Move the shared type or function to a lower folder, or pass the value in.`,
    ],
    [
      "of a higher floor, for a type",
      domain(`import type { Store } from "../storage/store.js";`),
      `packages/server/src/domain/upward.ts:1: imports ${store}, which is on a higher floor`,
    ],
    [
      'of a higher floor, as import("…").Type',
      domain(`\n\nlet store: import("../storage/store.js").Store;`),
      `packages/server/src/domain/upward.ts:3: imports ${store}, which is on a higher floor`,
    ],
    [
      'of a higher floor, by a "#" name of the package',
      domain(`import type { Writer } from "#writer";`),
      "packages/server/src/domain/upward.ts:1: imports packages/server/src/storage/writer.ts, which is on a higher floor",
    ],
    [
      "of a neighbour on the same floor",
      {
        "packages/server/src/api/call.ts": `import "../jobs/job.js";`,
        "packages/server/src/jobs/job.ts": "",
      },
      "packages/server/src/api/call.ts:1: imports packages/server/src/jobs/job.ts, which is on the same floor: api may not import jobs.",
    ],
    [
      "of a package above",
      {
        "packages/contract/src/order.ts": `import type { Dingdan } from "@dingdan/server";`,
        "packages/server/src/index.ts": "",
      },
      "packages/contract/src/order.ts:1: imports packages/server/src/index.ts, but packages/contract may import no other package.",
    ],
    [
      "of a test by the product",
      domain(`import "./order.test.js";`),
      "packages/server/src/domain/upward.ts:1: imports packages/server/src/domain/order.test.ts, which is for tests only.",
    ],
    [
      "of another package's file by its path",
      domain(`import type { Order } from "../../../contract/src/index.js";`),
      'packages/server/src/domain/upward.ts:1: imports packages/contract/src/index.ts by its path, bypassing the "exports" of packages/contract/package.json.',
    ],
    [
      "of a file that another package does not export",
      domain(`import "@dingdan/contract/dist/index.js";`),
      'packages/server/src/domain/upward.ts:1: imports "@dingdan/contract/dist/index.js", which is not among the "exports" of packages/contract/package.json.',
    ],
    [
      "of a file that does not exist",
      domain(`import "./absent.js";`),
      'packages/server/src/domain/upward.ts:1: imports "./absent.js", but there is no such file.',
    ],
    [
      "in a folder that no floor names",
      { "packages/server/src/misc/a.ts": "", "packages/server/src/misc/b.ts": "" },
      "packages/server/src/misc: is on no floor. Add it to FLOORS in scripts/imports/floors.mjs.",
    ],
    [
      "in a file that cannot be parsed",
      domain(`import {`),
      "packages/server/src/domain/upward.ts: cannot be parsed:",
    ],
  ];
  test.each(cases)("%s", (_, files, report) => {
    const { status, stdout } = check(files);
    expect(stdout).toContain(report);
    expect(stdout).toContain("Problems with imports: 1.");
    expect(status).toBe(1);
  });
});
