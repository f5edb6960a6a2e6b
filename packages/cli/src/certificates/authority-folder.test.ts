import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/command.js";
import { UsageError } from "../errors.js";
import { openAuthorityFolder } from "./authority-folder.js";

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, "data", "ca");
});
afterEach(() => folder.remove());

let nowMs = Date.now();
const open = () => openAuthorityFolder(path, "weixin.qq.com", () => nowMs);
const modeOf = (name: string) => statSync(join(path, name)).mode & 0o777;

async function problemOf(): Promise<string> {
  try {
    await open();
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return "none";
}

test("the first use generates an authority; only its owner can read the key", async () => {
  const { authority, certificateFile } = await open();
  expect(certificateFile).toBe(join(path, "ca.pem"));
  expect(readFileSync(certificateFile, "utf8")).toBe(authority.certificate);
  expect(authority.certificate).not.toContain("PRIVATE KEY");
  expect(modeOf("ca-key.pem")).toBe(0o600);
  expect(modeOf("ca.pem")).toBe(0o644);
});

test("the authority stays the same, and a deleted certificate file is written again", async () => {
  const first = await open();
  rmSync(first.certificateFile);
  const second = await open();
  expect(second.authority.certificate).toBe(first.authority.certificate);
  expect(readFileSync(second.certificateFile, "utf8")).toBe(first.authority.certificate);
});

test("concurrent first uses end with one authority", async () => {
  const opened = await Promise.all(Array.from({ length: 8 }, open));
  expect(new Set(opened.map(({ authority }) => authority.certificate)).size).toBe(1);
});

test("an authority that expires soon is replaced by a new one", async () => {
  const first = await open();
  nowMs = first.authority.usableUntilMs;
  const second = await open();
  expect(second.authority.certificate).not.toBe(first.authority.certificate);
  expect(readFileSync(second.certificateFile, "utf8")).toBe(second.authority.certificate);
  expect((await open()).authority.certificate).toBe(second.authority.certificate);
});

test.skipIf(process.platform === "win32")(
  "a key that other users can read is rejected",
  async () => {
    await open();
    chmodSync(join(path, "ca-key.pem"), 0o640);
    expect(await problemOf()).toContain(`other users can read ${join(path, "ca-key.pem")}`);
  },
);

test("a key file with other content is reported, not replaced", async () => {
  await open();
  writeFileSync(join(path, "ca-key.pem"), "notes");
  expect(await problemOf()).toContain("does not contain a certificate authority");
  expect(readFileSync(join(path, "ca-key.pem"), "utf8")).toBe("notes");
});

test("a folder that cannot be created is reported", async () => {
  path = "/dev/null/ca";
  expect(await problemOf()).toContain("cannot write /dev/null/ca");
});
