import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, test } from "vitest";
import { upload } from "../../server/test/support/requests.js";
import { BIN, type FirstLine, temporaryFolder } from "./support/command.js";

const folder = temporaryFolder();
let child: ChildProcess | null = null;
afterAll(() => {
  child?.kill("SIGKILL");
  folder.remove();
});

/** Other tests start the command, and the writer thread of SQLite, each bundled in one file. */
test("the command as it is installed stores an upload in a SQLite file", async () => {
  const database = `sqlite:${join(folder.path, "dingdan.db")}`;
  const words = [BIN, "sandbox", "--port", "0", "--database", database, "--json"];
  child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "ignore"] });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const [line] = (await once(lines, "line")) as [string];
  const { url } = JSON.parse(line) as FirstLine;
  const sandbox = readFileSync(join(folder.path, "sandbox.json"), "utf8");
  const { appid, secret, mchid } = (JSON.parse(sandbox) as { app: Record<string, string> }).app;

  const grant = `grant_type=client_credential&appid=${appid}&secret=${secret}`;
  const { access_token: token } = (await post(`${url}/cgi-bin/token?${grant}`, null)) as {
    readonly access_token: string;
  };
  const order = upload({ order_key: { order_number_type: 1, mchid, out_trade_no: "T-0001" } });
  const reply = await post(`${url}/user-order/orders?access_token=${token}`, order);

  expect(reply).toMatchObject({ errcode: 0 });
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
});

const post = async (url: string, body: unknown): Promise<unknown> =>
  (await fetch(url, body === null ? {} : { method: "POST", body: JSON.stringify(body) })).json();
