import { randomBytes } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { type PlatformOptions, startPlatform } from "../index.js";
import { loadDriver } from "../storage/sqlite/driver.js";
import { examineInstallation } from "./examine.js";
import { accessFault } from "./file-access.js";

const folder = mkdtempSync(join(tmpdir(), "dingdan-doctor-"));
afterAll(() => rmSync(folder, { recursive: true }));
const closings: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

const newKey = () => randomBytes(32).toString("base64");

/** Each check by its name; two of the same name are an error. */
async function examine(options: PlatformOptions) {
  const checks = await examineInstallation(options);
  const names = checks.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  return Object.fromEntries(
    checks.map(({ name, state, found, next }) => [
      name,
      { state, found: found.en, next: next?.en ?? "" },
    ]),
  );
}

async function start(options: PlatformOptions) {
  const platform = await startPlatform({ logStream: null, ...options });
  closings.push(() => platform.close());
  return platform;
}

/** The file is then complete without its write-ahead log. */
async function moveLogIntoFile(file: string): Promise<void> {
  const { DatabaseSync } = await loadDriver();
  const connection = new DatabaseSync(file);
  connection.exec("PRAGMA busy_timeout = 5000");
  connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  connection.close();
}

/** The URL of a server that answers every connection with these bytes. */
async function answering(bytes: string): Promise<string> {
  const server: Server = createServer((socket) => socket.on("error", () => {}).end(bytes));
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  closings.push(() => server.close());
  return `127.0.0.1:${(server.address() as { readonly port: number }).port}`;
}

const replyOf = (json: string) =>
  `HTTP/1.1 200 OK\r\ncontent-length: ${json.length}\r\nconnection: close\r\n\r\n${json}`;

describe("the file of a database", () => {
  test("that is a folder, or below a file, is a failed check with the next step", async () => {
    const file = join(folder, "notes.txt");
    writeFileSync(file, "no database\n", { mode: 0o600 });
    const { database, "file modes": modes } = await examine({ databaseUrl: `sqlite:${folder}` });
    expect(database).toMatchObject({ state: "failed", found: `${folder} is not a file` });
    expect(database?.next).toContain(`sqlite:${folder}/dingdan.db`);
    expect(modes).toBeUndefined();
    const below = await examine({ databaseUrl: `sqlite:${file}/x/dingdan.db` });
    expect(below["database"]).toMatchObject({ state: "failed" });
    expect(below["database"]?.found).toContain(`${file} is not a folder`);
    const other = await examine({ databaseUrl: `sqlite:${file}` });
    expect(other["database"]).toMatchObject({ state: "failed" });
    expect(other["database"]?.found).toContain(file);
  });

  test("that this user may not write, or whose folder takes no new files, cannot be opened", () => {
    const file = join(folder, "mine.db");
    const refusing = (path: string) => (candidate: string) => candidate !== path;
    expect(accessFault(file, refusing(folder))?.found.en).toContain(`read and write ${folder}`);
    expect(accessFault(file, refusing(file))).toBeNull();
    writeFileSync(file, "");
    expect(accessFault(file, refusing(file))?.found.en).toContain(`read and write ${file}`);
    expect(accessFault(join(folder, "new", "x.db"), refusing(folder))).not.toBeNull();
    expect(accessFault(join(folder, "new", "x.db"))).toBeNull();
    expect(readdirSync(folder)).not.toContain("new");
  });

  test.skipIf(process.getuid?.() === 0)("in a folder of another mode has failed", async () => {
    const closed = join(folder, "closed");
    mkdirSync(closed);
    writeFileSync(join(closed, "dingdan.db"), "");
    for (const mode of [0o500, 0o000]) {
      chmodSync(closed, mode);
      const { database } = await examine({ databaseUrl: `sqlite:${closed}/dingdan.db` });
      expect(database?.state).toBe("failed");
    }
    chmodSync(closed, 0o700);
  });

  test("without a write-ahead log is read without a new file beside it", async () => {
    const source = join(folder, "source.db");
    const platform = await startPlatform({ databaseUrl: `sqlite:${source}`, logStream: null });
    await platform.close();
    await moveLogIntoFile(source);
    const own = mkdtempSync(join(folder, "alone-"));
    copyFileSync(source, join(own, "dingdan.db"));
    const databaseUrl = `sqlite:${join(own, "dingdan.db")}`;
    expect(await examine({ databaseUrl })).toMatchObject({
      database: { state: "ok" },
      migrations: { state: "ok" },
      durability: { state: "ok", found: "journal_mode = wal" },
    });
    expect(readdirSync(own)).toEqual(["dingdan.db"]);
  });
});

describe("the seal keys", () => {
  test("must open what the database was sealed with", async () => {
    const databaseUrl = `sqlite:${join(folder, "sealed.db")}`;
    const [sealKey, other] = [newKey(), newKey()];
    await (await startPlatform({ databaseUrl, sealKey, logStream: null })).close();
    const right = await examine({ databaseUrl, sealKey });
    expect(right["seal key"]).toMatchObject({ state: "ok" });
    const wrong = (await examine({ databaseUrl, sealKey: other }))["seal key"];
    expect(wrong).toMatchObject({ state: "failed", found: "not the key of this database" });
    expect(wrong?.next).toContain("The seal key is not the one with which this was sealed");
    const change = await examine({ databaseUrl, sealKey: other, previousSealKey: sealKey });
    expect(change).toMatchObject({
      "seal key": { state: "ok" },
      "previous seal key": { state: "ok", found: "set" },
    });
    expect((await examine({ databaseUrl }))["seal key"]?.state).toBe("warning");
  });

  test("that cannot be used end the start before a database is created", async () => {
    const own = mkdtempSync(join(folder, "weak-"));
    const options = { databaseUrl: `sqlite:${join(own, "x", "dingdan.db")}`, sealKey: "weak" };
    const error = await startPlatform(options).catch((reason: unknown) => reason);
    expect((error as Error).message).toContain("--seal-key-file / DINGDAN_SEAL_KEY_FILE");
    expect(readdirSync(own)).toEqual([]);
  });

  test("that are one key twice, or only the previous one, are a warning", async () => {
    const sealKey = newKey();
    for (const keys of [{ previousSealKey: sealKey }, { sealKey, previousSealKey: sealKey }]) {
      expect((await examine(keys))["previous seal key"]?.state).toBe("warning");
    }
  });
});

test("callback networks: shown, refused as serve refuses them, and a warning for every address", async () => {
  const networks = async (...allowCallbackNetworks: string[]) => examine({ allowCallbackNetworks });
  expect((await networks())["callback networks"]?.found).toBe("public addresses only");
  expect((await networks("10.1.0.0/16"))["callback networks"]?.found).toContain("10.1.0.0/16");
  expect((await networks("0.0.0.0/0"))["callback networks"]?.state).toBe("warning");
  const { settings } = await networks("a/b");
  expect(settings?.state).toBe("failed");
  expect(settings?.found).toContain("--allow-callback-network / DINGDAN_ALLOW_CALLBACK_NETWORKS");
});

describe("the public address", () => {
  test("leads to this installation, by its id", async () => {
    const databaseUrl = `sqlite:${join(folder, "own.db")}`;
    const own = await start({ databaseUrl });
    const other = await start({ databaseUrl: `sqlite:${join(folder, "other.db")}` });
    const publicAddress = async (publicUrl: string) =>
      (await examine({ databaseUrl, publicUrl }))["public address"];
    expect(await publicAddress(own.url)).toMatchObject({ state: "ok" });
    const wrong = await publicAddress(other.url);
    expect(wrong?.state).toBe("failed");
    expect(wrong?.found).toContain("another Dingdan installation");
  });

  test.each(['{"status":"ok"}', '{"status":"ok","installation":7}', "null", "hello"])(
    "where %s answers is not a platform's",
    async (body) => {
      const address = await answering(replyOf(body));
      const check = (await examine({ publicUrl: `http://${address}` }))["public address"];
      expect(check).toMatchObject({ state: "failed" });
      expect(check?.found).toContain("is not answered by a Dingdan platform");
    },
  );

  test("that speaks no HTTPS is named as such", async () => {
    const address = await answering("HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n");
    const check = (await examine({ publicUrl: `https://${address}` }))["public address"];
    expect(check?.found).toBe(`https://${address} does not speak HTTPS`);
  });
});
