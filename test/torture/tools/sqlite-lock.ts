import { spawn } from "node:child_process";
import { once } from "node:events";
import { remember } from "./children.js";
import { ROOT } from "./root.js";

const PROGRAM = `
  const { DatabaseSync } = require("@photostructure/sqlite");
  const database = new DatabaseSync(process.argv[1]);
  database.exec("PRAGMA busy_timeout = 10000");
  database.exec("BEGIN EXCLUSIVE");
  process.stdout.write("locked");
  process.stdin.once("data", () => {
    database.exec("ROLLBACK");
    process.exit();
  });
  process.stdin.resume();
`;

/** Another program that locks an SQLite file; returns what ends it. */
export async function lockSqlite(file: string): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ["--eval", PROGRAM, file], {
    cwd: `${ROOT}packages/server`,
    stdio: ["pipe", "pipe", "inherit"],
  });
  remember(child);
  const exited = once(child, "exit");
  const [first] = (await Promise.race([once(child.stdout, "data"), exited])) as [unknown];
  if (String(first) !== "locked") throw new Error("the other program could not lock the database");
  return async () => {
    child.stdin.end("end");
    await exited;
  };
}
