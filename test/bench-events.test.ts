import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ShoppingOrders } from "@dingdan/client";
import { EXAMPLE_UPLOAD } from "@dingdan/contract";
import { createDingdan, type Dingdan } from "@dingdan/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Admin, callAdmin } from "../bench/src/contestants/admin.js";
import { type Receiver, startReceiver } from "../bench/src/events/receiver.js";
import type { Measurement } from "../bench/src/measure/results.js";
import { uploadWithEndpoint, uploadWithReader } from "../bench/src/measure/uploads-with-events.js";

const MEASUREMENT = { perSecond: 1000, extra: {} } as Measurement;
const ENDPOINTS = "/admin/v1/webhook-endpoints";

describe("the benchmark of uploads with a consumer of events", () => {
  let dingdan: Dingdan;
  let admin: Admin;
  let orders: ShoppingOrders;
  beforeAll(async () => {
    dingdan = await createDingdan();
    admin = { url: dingdan.url, adminKey: dingdan.adminKey as string };
    const app = await callAdmin<{ appid: string; secret: string }>(
      admin,
      "POST",
      "/admin/v1/apps",
      {
        appid: "wxd678efh567hg6787",
        name: "示例商城",
        kind: "mini_program",
        mchids: ["1900000109"],
      },
    );
    await callAdmin(admin, "PUT", `/admin/v1/apps/${app.appid}/permission`, { state: "open" });
    orders = new ShoppingOrders({ ...app, baseUrl: admin.url });
    // What happened before the measurement is not counted.
    await uploads(3)();
  });
  afterAll(() => dingdan.close());

  let orderCount = 0;
  const uploads = (count: number) => async () => {
    for (let index = 0; index < count; index++) {
      const out_trade_no = `BENCH-${++orderCount}`;
      await orders.uploadShoppingInfo({
        ...EXAMPLE_UPLOAD,
        order_key: { order_number_type: 1, mchid: "1900000109", out_trade_no },
      });
    }
    return { measurement: MEASUREMENT, count };
  };

  it("reads the event of each upload once", async () => {
    const measured = await uploadWithReader(admin, uploads(20));
    expect(measured).toMatchObject({ perSecond: 1000, extra: { eventsRead: 20 } });
    expect(measured.extra["drainSeconds"]).toBeGreaterThanOrEqual(0);
  });

  it("fails with the counts when the reader does not get the events in time", async () => {
    const promised = async () => ({ ...(await uploads(2)()), count: 3 });
    await expect(uploadWithReader(admin, promised, 1000)).rejects.toThrow(
      "after 1 s the reader had 2 of 3 events",
    );
  });

  it("fails when the feed has events of something else", async () => {
    const twoOrders = uploads(2);
    const unlike = async () => ({ ...(await twoOrders()), count: 1 });
    await expect(uploadWithReader(admin, unlike)).rejects.toThrow(
      "the feed had 2 events with 2 ids for 1 uploads",
    );
  });

  it("waits until the endpoint has the event of each upload, and deletes the endpoint", async () => {
    const measured = await uploadWithEndpoint(admin, uploads(20), { start: startReceiver });
    expect(measured.extra).toMatchObject({ eventsDelivered: 20, duplicates: 0 });
    expect(measured.extra["drainSeconds"]).toBeGreaterThanOrEqual(0);
    expect(await callAdmin(admin, "GET", ENDPOINTS)).toMatchObject({ items: [] });
  });

  it("fails with the counts when the endpoint does not get the events in time", async () => {
    const promised = async () => ({ ...(await uploads(2)()), count: 3 });
    const options = { start: startReceiver, drainMsMax: 1000 };
    await expect(uploadWithEndpoint(admin, promised, options)).rejects.toThrow(
      "after 1 s the receiver had 2 of 3 events in 2 requests, and 0 waited",
    );
    expect(await callAdmin(admin, "GET", ENDPOINTS)).toMatchObject({ items: [] });
  });

  it("measures the uploads alone on a version that has no events", async () => {
    const server = createServer((_, response) => response.writeHead(404).end("{}"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const earlier = { url, adminKey: "k" };
    const upload = () => Promise.resolve({ measurement: MEASUREMENT, count: 20 });
    const start = (): Promise<Receiver> => Promise.reject(new Error("no receiver is needed"));
    try {
      expect(await uploadWithReader(earlier, upload)).toEqual(MEASUREMENT);
      expect(await uploadWithEndpoint(earlier, upload, { start })).toEqual(MEASUREMENT);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
