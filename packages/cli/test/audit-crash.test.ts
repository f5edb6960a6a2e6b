import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditEntryRepresentation } from "@dingdan/contract";
import { afterEach, expect, test } from "vitest";
import type { RunningServer } from "./support/command.js";
import { ADMIN_KEY, serve } from "./support/installation.js";
import { readCommand } from "./support/run-command.js";

const folder = mkdtempSync(join(tmpdir(), "dingdan-audit-"));
const receiver = createServer();
let server: RunningServer | null = null;
afterEach(async () => {
  await server?.stop("SIGKILL");
  receiver.closeAllConnections();
  receiver.close();
  rmSync(folder, { recursive: true });
});

test("a process that is killed in the middle of a call leaves the entry that it began", async () => {
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const database = `sqlite:${join(folder, "dingdan.db")}`;
  server = await serve(database, "--sandbox");
  const { url } = server;
  const admin = (path: string, body: object) =>
    fetch(`${url}/admin/v1${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
      body: JSON.stringify(body),
    });
  const { port } = receiver.address() as AddressInfo;
  const endpoint = { url: `http://127.0.0.1:${port}/`, events: ["*"] };
  const { id } = (await (await admin("/webhook-endpoints", endpoint)).json()) as { id: string };

  // The receiver never answers, so the call is in progress when the process ends.
  const received = once(receiver, "request");
  const call = admin(`/webhook-endpoints/${id}/test`, {}).catch(() => "cut off");
  await received;
  await server.stop("SIGKILL");
  expect(await call).toBe("cut off");

  server = await serve(database, "--sandbox");
  const running = { url: server.url, adminKey: ADMIN_KEY };
  const acts = await readCommand<AuditEntryRepresentation[]>(running, ["audit", "list"]);
  expect(acts.map(({ operation, stage }) => [operation, stage])).toEqual([
    ["createWebhookEndpoint", "ended"],
    ["testWebhookEndpoint", "begun"],
  ]);
  expect(await readCommand(running, ["audit", "verify"])).toMatchObject({
    checked: 3,
    fault: null,
  });
});
