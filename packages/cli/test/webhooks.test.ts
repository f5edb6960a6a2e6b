import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type {
  NewWebhookSecretRepresentation,
  WebhookDeliveryRepresentation,
  WebhookEndpointRepresentation,
} from "@dingdan/contract";
import { createDingdan, type Dingdan } from "@dingdan/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCommand, runCommand } from "./support/run-command.js";

const run = (...words: readonly string[]) => runCommand(dingdan, ["webhooks", ...words]);
const read = <Document>(...words: readonly string[]) =>
  readCommand<Document>(dingdan, ["webhooks", ...words]);

let dingdan: Dingdan;
let receiver: Server;
let status = 204;
let url: string;
let id: string;
beforeAll(async () => {
  dingdan = await createDingdan({ clock: "frozen" });
  receiver = createServer((request, response) => {
    request.resume();
    request.on("end", () => response.writeHead(status).end("as \u001B[31mit is"));
  });
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/events`;
  const shop = { appid: "wx1", name: "Shop", kind: "mini_program", mchids: ["1900000109"] };
  await send("POST", "/apps", shop);
  await send("POST", "/apps/wx1/agreement", {});
});
afterAll(async () => {
  await dingdan.close();
  receiver.close();
});

const send = (method: "POST" | "PUT", path: string, body: object) =>
  fetch(`${dingdan.url}/admin/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${dingdan.adminKey}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
  });

/** Makes an event, and waits until what is due is sent. */
async function happen(state: "open" | "closed"): Promise<void> {
  await send("PUT", "/apps/wx1/permission", { state });
  await send("POST", "/clock", { advance_seconds: 1 });
}

const deliveries = () => read<WebhookDeliveryRepresentation[]>("deliveries", id);

describe("webhooks", () => {
  test("an endpoint is created, tested and listed; its secret is shown once", async () => {
    const { code, out } = await run("list");
    expect({ code, out }).toMatchObject({ code: 0 });
    expect(out).toContain("dingdan webhooks create URL");
    const created = await run("create", url, "--appid", "wx1", "--events", "permission.changed");
    expect(created.code).toBe(0);
    expect(created.out).toMatch(/secret +whsec_\S+/);
    expect(created.out).toMatch(/public key +whpk_\S+/);
    [{ id } = { id: "" }] = await read<WebhookEndpointRepresentation[]>("list");
    expect((await run("show", id)).out).not.toContain("whsec_");
    expect((await run("list", "--state", "enabled")).out).toMatch(
      new RegExp(`${id} +enabled +wx1 +0 +0 +0 +${url}`),
    );
    const tested = await run("test", id);
    expect(tested).toMatchObject({ code: 0 });
    expect(tested.out).toMatch(/acknowledged: HTTP 204 in \d+ ms[^]*webhook-signature: v1,/);
  });

  test("deliveries are listed, and one is shown with what was sent and answered", async () => {
    status = 500;
    await happen("open");
    expect(await deliveries()).toMatchObject([{ state: "waiting", attempts: 1, status: 500 }]);
    const [{ event_id: eventId } = { event_id: "" }] = await deliveries();
    const { out } = await run("deliveries", id, eventId);
    expect(out).toContain(`{"id":"${eventId}","type":"permission.changed"`);
    expect(out).toMatch(/webhook-id: evt_[^]*answer body +as \uFFFD\[31mit is/);
    expect((await run("deliveries", id, "--state", "failed")).out).toBe("no deliveries\n");
    expect((await run("test", id)).code).toBe(1);
  });

  test("resend --missing sends exactly what was not acknowledged, also of a disabled time", async () => {
    expect((await run("disable", id)).out).toMatch(/endpoint disabled[^]*someone disabled it/);
    status = 204;
    await happen("closed");
    const leftOut = await run("resend", "--missing", "--since", "1h");
    expect(leftOut.code).toBe(0);
    expect(leftOut.out).toContain(`was left out; to send to it: dingdan webhooks enable ${id}`);
    const named = await run("resend", "--missing", "--since", "1h", "--endpoint", id);
    expect(named).toMatchObject({ code: 1, err: expect.stringContaining("409") as string });

    expect((await run("enable", id)).out).toContain("endpoint enabled");
    await send("POST", "/clock", { advance_seconds: 600 });
    const resent = await read("resend", "--missing", "--since", "1h");
    expect(resent).toMatchObject({ endpoints: [{ id, state: "enabled", count: 1 }] });
    await send("POST", "/clock", { advance_seconds: 1 });
    const states = (await deliveries()).map(({ state }) => state);
    expect(states).toEqual(["delivered", "delivered"]);
    expect((await run("resend", "--missing", "--since", "1h")).out).toContain("0 events are sent");
    const [{ event_id: eventId } = { event_id: "" }] = await deliveries();
    const one = await run("resend", "--endpoint", id, "--event", eventId);
    expect(one).toMatchObject({ code: 0, out: "✓ the event is sent again\n" });
  });

  test("an endpoint is changed, its secret rotated, and it is deleted", async () => {
    const changed = await run("change", id, "--events", "*", "--new-url", `${url}/2`);
    expect(changed.out).toMatch(new RegExp(`${url}/2[^]*events +\\*`));
    const rotated = await read<NewWebhookSecretRepresentation>(
      "rotate",
      id,
      "--overlap-hours",
      "1",
    );
    expect(rotated.secret).toMatch(/^whsec_/);
    expect(rotated.previous_valid_until).toBeDefined();
    const early = await run("rotate", id);
    expect(early).toMatchObject({
      code: 1,
      err: expect.stringContaining("--end-previous") as string,
    });
    expect((await run("rotate", id, "--end-previous")).code).toBe(0);
    expect((await run("delete", id)).out).toContain("endpoint deleted");
    expect(await run("show", id)).toMatchObject({
      code: 1,
      err: expect.stringContaining("404") as string,
    });
  });

  test.each([
    ["resend", "missing: --since, or --endpoint and --event"],
    ["resend --since yesterday", "invalid value for --since: yesterday"],
    ["resend --event evt_1", "--event requires --endpoint"],
    ["change 0123456789abcdef", "missing: --new-url or --events"],
    ["create https://x.example --events order.lost", "unknown event in --events: order.lost"],
    ["create https://x.example --events ,", "an empty name in --events"],
    ["rotate 0123456789abcdef --overlap-hours x", "invalid value for --overlap-hours: x"],
  ])("%s is a usage error with the next step", async (line, message) => {
    const { code, err } = await run(...line.split(" "));
    expect(code).toBe(2);
    expect(err.split(message), "is said once").toHaveLength(2);
    expect(err).toContain("→");
  });
});
