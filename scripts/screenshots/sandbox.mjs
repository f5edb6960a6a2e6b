// A sandbox with a seeded mall on a temporary file, which runs while the pictures are taken.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../install.mjs";

const COMMAND = "packages/cli/bin/dingdan.js";
const DAYS = "14";

/** Starts and seeds a sandbox of a checkout, by default of this one; the caller must close it. */
export async function startMall(orders, checkout = root) {
  const command = join(checkout, COMMAND);
  const folder = mkdtempSync(join(tmpdir(), "dingdan-screenshots-"));
  const database = `sqlite:${join(folder, "dingdan.db")}`;
  const words = ["sandbox", "--port", "0", "--database", database, "--days-ago", DAYS];
  const sandbox = spawn(process.execPath, [command, ...words], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = once(sandbox, "exit");
  const close = async () => {
    sandbox.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { url, adminKey } = JSON.parse(await firstLine(sandbox));
    const images = join(folder, "images");
    const seed = ["seed", "--json", "--orders", orders, "--days", DAYS, "--images", images];
    const env = { ...process.env, DINGDAN_URL: url, DINGDAN_ADMIN_KEY: adminKey };
    const { stdout } = await promisify(execFile)(process.execPath, [command, ...seed], {
      env,
      maxBuffer: 2 ** 24,
    });
    return { url, adminKey, images, seeded: JSON.parse(stdout), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function firstLine({ stdout }) {
  let text = "";
  stdout.setEncoding("utf8");
  for await (const chunk of stdout.iterator({ destroyOnReturn: false })) {
    text += chunk;
    if (text.includes("\n")) break;
  }
  if (!text.includes("\n")) throw new Error("the sandbox did not start");
  stdout.resume();
  return text.slice(0, text.indexOf("\n"));
}
