import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { EXAMPLE_PAYMENT, EXAMPLE_UPLOAD, EXAMPLE_VERIFY } from "@dingdan/contract";
import { expect, test } from "vitest";

const root = new URL("..", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

test("the files made from the contract are those that it makes now", () => {
  const script = new URL("scripts/generate.mjs", root).pathname;
  const { status, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});

test("the examples of the reference page are the contract's files", () => {
  const examples = {
    "upload-shopping-info.json": EXAMPLE_UPLOAD,
    "verify-upload-result.json": EXAMPLE_VERIFY,
    "payment.json": EXAMPLE_PAYMENT,
  };
  expect(readdirSync(new URL("packages/contract/examples", root)).toSorted()).toEqual(
    Object.keys(examples).toSorted(),
  );
  for (const [name, example] of Object.entries(examples)) {
    expect(JSON.parse(read(`packages/contract/examples/${name}`))).toEqual(example);
  }
});
