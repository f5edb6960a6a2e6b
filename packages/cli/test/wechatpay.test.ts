import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { API_V3_KEY, makeKey } from "../../wechatpay/test/keys.js";
import { newTestKeys } from "../src/notify/test-keys.js";
import { writeTestKeys } from "../src/notify/test-keys-file.js";
import {
  dingdan,
  dingdanJson,
  type RunningServer,
  startShop,
  type Variables,
} from "./support/command.js";

let server: RunningServer;
let env: Variables;
let folder: string;
beforeAll(async () => {
  ({ server, env } = await startShop());
  folder = mkdtempSync(join(tmpdir(), "dingdan-wechatpay-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server.stop();
});

test("wechatpay sets the keys of a merchant number from files, shows their ids and deletes them", async () => {
  const key = makeKey();
  writeFileSync(join(folder, "pub_key.pem"), key.publicPem);
  writeFileSync(join(folder, "apiclient_key.pem"), key.privatePem);
  const settings = {
    api_v3_key: API_V3_KEY,
    public_keys: [{ id: key.serial, pem: "@pub_key.pem" }],
    api_client: { serial_no: "5c6d", private_key: "@apiclient_key.pem" },
  };
  const file = join(folder, "wechatpay.json");
  writeFileSync(file, JSON.stringify(settings));
  expect((await dingdan(["wechatpay", "show"], { env })).out).toContain("wechatpay set MCHID FILE");

  const set = await dingdan(["wechatpay", "set", "1900000109", file], { env });

  expect([set.code, set.err]).toEqual([0, ""]);
  expect(set.out).toContain("keys set");
  expect(set.out).toMatch(/notify_url +http\S+\/payments\/wechatpay\/1900000109\/notify/);
  expect(set.out).toContain(key.serial);
  expect(set.out).toMatch(/API certificate +5C6D/);
  const piped = await dingdan(["wechatpay", "set", "1900000109", "-"], {
    env,
    stdin: '{"api_v3_key":"the-next-api-v3-key-of-32-chars!"}',
  });
  expect(piped.out).toContain("old APIv3 key valid until");
  const shown = await dingdanJson(["wechatpay", "show"], { env });
  expect(shown.document).toMatchObject([{ mchid: "1900000109" }]);
  const all = set.out + piped.out + JSON.stringify(shown.document);
  for (const secret of [API_V3_KEY, "BEGIN"]) expect(all).not.toContain(secret);

  expect((await dingdan(["wechatpay", "delete", "1900000109"], { env })).code).toBe(0);
  const gone = await dingdan(["wechatpay", "show", "1900000109"], { env });
  expect([gone.code, gone.err]).toEqual([1, expect.stringContaining("dingdan wechatpay set")]);
});

test("with the file of test keys, the platform's own receiver gets the grade that the docs show", async () => {
  const mchid = "1900000109";
  const keys = newTestKeys(mchid, Date.now());
  const file = join(folder, "wechatpay-test-keys.json");
  await writeTestKeys(file, keys);

  const set = await dingdan(["wechatpay", "set", mchid, file], { env });

  expect([set.code, set.err]).toEqual([0, ""]);
  expect(set.out).toContain(keys.public_key.id);
  expect(set.out).toContain(keys.certificate.serial);
  expect(set.out.replace(/\s+/g, " ")).toContain("these are test keys");
  const url = `${server.url}/payments/wechatpay/${mchid}/notify`;
  const { code, document } = await dingdanJson(["notify", "check", url, "--keys", file]);
  expect(code).toBe(0);
  const { grade, unobservable } = document as {
    grade: Record<"must" | "should", Record<string, number>>;
    unobservable: number;
  };
  const [must, should] = [grade.must, grade.should].map(
    (one) => `${one["passed"]}/${one["judged"]}`,
  );
  const page = (suffix: string) =>
    readFileSync(new URL(`../../../docs/receive-wechat-pay${suffix}.md`, import.meta.url), "utf8");
  expect(page("")).toContain(
    `Grade: must ${must}, should ${should}\n     not observable: ${unobservable};`,
  );
  expect(page(".zh-CN")).toContain(
    `评分：必须 ${must}，应当 ${should}\n     无法观察：${unobservable} 项`,
  );
  await dingdan(["wechatpay", "delete", mchid], { env });
});

test("wechatpay names the member whose file cannot be read, and what the server refuses", async () => {
  const file = join(folder, "bad.json");
  writeFileSync(file, '{"public_keys":[{"id":"1","pem":"@none.pem"}]}');
  const missing = await dingdan(["wechatpay", "set", "1900000109", file], { env });
  expect(missing.code).toBe(2);
  expect(missing.err).toContain("public_keys[0].pem: the file");
  expect(missing.err).toContain("(ENOENT)");

  writeFileSync(join(folder, "binary.cer"), Buffer.from([0x30, 0x82, 0, 1]));
  writeFileSync(file, '{"certificates":[{"serial":"1","pem":"@binary.cer"}]}');
  const binary = await dingdan(["wechatpay", "set", "1900000109", file], { env });
  expect([binary.code, binary.err]).toEqual([2, expect.stringContaining("is not a PEM text")]);

  for (const mchid of ["", "..", "1900 000109"]) {
    const other = await dingdan(["wechatpay", "show", mchid], { env });
    expect([other.code, other.err]).toEqual([
      2,
      expect.stringContaining(`${JSON.stringify(mchid)} is not a merchant number`),
    ]);
  }

  writeFileSync(file, '{"public_keys":[{"id":"1","pem":"x"}]}');
  const refused = await dingdan(["wechatpay", "set", "1900000109", file], { env });
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(
    /public_keys\[0\]\.pem +is not a PEM of a public key or a certificate/,
  );
});
