import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import {
  EXAMPLE_COMBINED_TRADE_UPLOAD,
  EXAMPLE_PAYMENT,
  EXAMPLE_SHIPMENT,
  EXAMPLE_TRADE_UPLOAD,
  EXAMPLE_UPLOAD,
  EXAMPLE_VERIFY,
  OPERATIONS,
} from "@dingdan/contract";
import { expect, test } from "vitest";

const root = new URL("..", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

/** Checks the generated files after a change in memory: of the contract, or of what is stored about buyers. */
function check(change = "") {
  const script = new URL("scripts/generate.mjs", root).pathname;
  const sources = [
    ["OPERATIONS", "packages/contract/dist/index.js"],
    ["BUYER_TABLES", "packages/server/dist/domain/buyer-data/tables.js"],
  ] as const;
  const imports = sources.map(
    ([name, path]) => `import { ${name} } from ${JSON.stringify(new URL(path, root).href)};`,
  );
  const module = [...imports, change].join(" ");
  const preload = `data:text/javascript,${encodeURIComponent(module)}`;
  const args = ["--import", preload, script, "--check"];
  return spawnSync(process.execPath, args, { encoding: "utf8" });
}

test("the generated files are up to date", () => {
  const { status, stderr } = check();
  expect(stderr).toBe("");
  expect(status).toBe(0);
});

test("an operation that is added only to the contract leaves the SDK's methods out of date", () => {
  const { status, stderr } = check("OPERATIONS.getOrderAgain = OPERATIONS.getOrder;");
  expect(stderr).toContain("packages/client/src/app-operations.ts");
  expect(stderr).toContain("packages/client/src/operation-types.ts");
  expect(status).toBe(1);
});

test("a text that is changed only in the contract leaves the SDK's docstrings out of date", () => {
  const { status, stderr } = check('OPERATIONS.getOrder.summary.en = "Look it up";');
  expect(stderr).toContain("packages/client/src/app-operations.ts");
  expect(status).toBe(1);
});

test("a column that is added only to the catalogue leaves docs/buyer-data.md out of date", () => {
  const { status, stderr } = check('BUYER_TABLES.uploads.exported.push("colour");');
  expect(stderr).toContain("docs/buyer-data.md, docs/buyer-data.zh-CN.md");
  expect(status).toBe(1);
});

test("the contract's examples equal its example files", () => {
  const examples = {
    "upload-shopping-info.json": EXAMPLE_UPLOAD,
    "verify-upload-result.json": EXAMPLE_VERIFY,
    "payment.json": EXAMPLE_PAYMENT,
    "upload-shipping-information.json": EXAMPLE_SHIPMENT,
    "shipping-management-upload-unified-sf.json": EXAMPLE_TRADE_UPLOAD,
    "shipping-management-upload-combined.json": EXAMPLE_COMBINED_TRADE_UPLOAD,
    "shipping-management-op-special-order-presale.json":
      OPERATIONS.secOpSpecialOrder.example.request,
  };
  // The others show what clients send: packages/server/test/shipping-management/examples.test.ts.
  const others = [
    "shipping-management-get-order-list.json",
    "shipping-management-upload-pickup-client-shape.json",
    "shipping-management-upload-split-first-part.json",
  ];
  expect(readdirSync(new URL("packages/contract/examples", root)).toSorted()).toEqual(
    [...Object.keys(examples), ...others].toSorted(),
  );
  for (const [name, example] of Object.entries(examples)) {
    expect(JSON.parse(read(`packages/contract/examples/${name}`))).toEqual(example);
  }
});
