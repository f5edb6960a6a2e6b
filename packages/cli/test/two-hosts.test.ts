import { EXAMPLE_APPID, EXAMPLE_UPLOAD } from "@dingdan/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Callback } from "../../server/test/support/callback.js";
import { FakeWeChatPay } from "../../server/test/support/notices.js";
import { createMigratedDatabase, describeOnPostgres } from "../../server/test/support/postgres.js";
import type { PostgresTestDatabase } from "../../server/test/support/postgres-database.js";
import { testSeed } from "../../server/test/support/random.js";
import { permutations, REPORTS, ReportSender } from "../../server/test/support/reports.js";
import {
  type Loose,
  paymentFor,
  upload as uploadRequest,
} from "../../server/test/support/requests.js";
import { Random } from "../src/seed/random.js";
import type { RunningServer } from "./support/command.js";
import { serve } from "./support/installation.js";
import { admin, keyOf, ordinaryToken, register, send, upload, verify } from "./support/wire.js";

/** A token or secret that one host revokes is rejected by the other host within this time. */
const REVOKED_WITHIN_MS = 1_000;

describeOnPostgres("two hosts on one PostgreSQL", () => {
  let database: PostgresTestDatabase;
  let servers: RunningServer[];
  let north: string;
  let south: string;

  beforeAll(async () => {
    database = await createMigratedDatabase();
    servers = [await host(), await host()];
    [north, south] = servers.map(({ url }) => url) as [string, string];
  });

  afterAll(async () => {
    for (const server of servers) await server.stop();
    await database.remove();
  });

  const host = () => serve(database.url, "--sandbox");
  const advance = (url: string, seconds: number) =>
    admin(url, "POST", "/clock", { advance_seconds: seconds });
  const stableToken = async (url: string, appid: string, secret: string, force = false) => {
    const request = { grant_type: "client_credential", appid, secret, force_refresh: force };
    return String((await send(`${url}/cgi-bin/stable_token`, "POST", request))["access_token"]);
  };
  const errcode = async (reply: Promise<Record<string, unknown>>) => (await reply)["errcode"];
  /** Repeats a call until it is rejected; returns the time from the start to the last accepted call. */
  const lastAcceptedMs = async (ask: () => Promise<unknown>): Promise<number> => {
    const startedAtMs = performance.now();
    for (let lastMs = 0; ; ) {
      const askedMs = performance.now() - startedAtMs;
      const code = (await ask()) ?? 0;
      if (code !== 0) return lastMs;
      expect(askedMs).toBeLessThan(5_000);
      lastMs = askedMs;
    }
  };

  test("a token that one host has issued is immediately valid on the other", async () => {
    const secret = await register(north, "wxtokens");
    for (const [issuer, other] of [
      [north, south],
      [south, north],
    ] as const) {
      const ordinary = await ordinaryToken(issuer, secret, "wxtokens");
      expect(await errcode(verify(other, ordinary, "T"))).toBe(0);
      const stable = await stableToken(issuer, "wxtokens", secret);
      expect(await errcode(verify(other, stable, "T"))).toBe(0);
      expect(await stableToken(other, "wxtokens", secret)).toBe(stable);
    }
  });

  test("both hosts reject a revoked token within a second", async () => {
    const secret = await register(north, "wxrevoked");
    const first = await stableToken(north, "wxrevoked", secret);
    // Both hosts now have it in memory.
    for (const url of [north, south]) expect(await errcode(verify(url, first, "T"))).toBe(0);

    const second = await stableToken(north, "wxrevoked", secret, true);

    expect(second).not.toBe(first);
    for (const url of [north, south]) {
      const ms = await lastAcceptedMs(() => errcode(verify(url, first, "T")));
      expect(ms).toBeLessThan(REVOKED_WITHIN_MS);
      expect(await errcode(verify(url, first, "T"))).toBe(40001);
      expect(await errcode(verify(url, second, "T"))).toBe(0);
    }
  });

  test("both hosts reject a token whose grace period has ended after one has moved the clock", async () => {
    const secret = await register(north, "wxgrace");
    const first = await ordinaryToken(north, secret, "wxgrace");
    expect(await errcode(verify(south, first, "T"))).toBe(0);
    const second = await ordinaryToken(north, secret, "wxgrace");

    await advance(north, 300);

    for (const url of [north, south]) {
      const ms = await lastAcceptedMs(() => errcode(verify(url, first, "T")));
      expect(ms).toBeLessThan(REVOKED_WITHIN_MS);
      expect(await errcode(verify(url, second, "T"))).toBe(0);
    }
  });

  test("both hosts reject a replaced secret within a second", async () => {
    const secret = await register(north, "wxsecret");
    await ordinaryToken(south, secret, "wxsecret");

    const { secret: rotated } = await admin(north, "POST", "/apps/wxsecret/secret");

    for (const url of [south, north]) {
      const query = `grant_type=client_credential&appid=wxsecret&secret=${secret}`;
      const ask = () => errcode(send(`${url}/cgi-bin/token?${query}`, "GET"));
      expect(await lastAcceptedMs(ask)).toBeLessThan(REVOKED_WITHIN_MS);
      expect(await ordinaryToken(url, String(rotated), "wxsecret")).toMatch(/^\d+_/);
    }
  });

  test("both hosts share a quota: of 60 calls, 40 per minute are accepted", async () => {
    const quotas = { per_minute: 40, per_day: 1000 };
    const secret = await register(north, "wxquotas");
    await admin(north, "PATCH", "/apps/wxquotas", { quotas });
    const token = await ordinaryToken(north, secret, "wxquotas");
    // Starts at the beginning of a minute, so that all calls are in one minute.
    const { now } = await admin(north, "GET", "/clock");
    await advance(north, 60 - new Date(String(now)).getUTCSeconds());

    const codes: unknown[] = [];
    for (let call = 0; call < 60; call++) {
      codes.push(await errcode(verify(call % 2 === 0 ? north : south, token, "T")));
    }

    expect(codes.filter((code) => code === 0)).toHaveLength(40);
    expect(codes.filter((code) => code === 45011)).toHaveLength(20);
  });

  test("a clock that one host has moved is also moved on the other when the call returns", async () => {
    const offset = async (url: string) => (await admin(url, "GET", "/clock"))["offset_seconds"];
    const before = Number(await offset(south));
    await advance(north, 3600);
    expect(await offset(south)).toBe(before + 3600);
    await advance(south, 60);
    expect(await offset(north)).toBe(before + 3660);
  });

  test("a review that is due on both hosts is decided once", async () => {
    const secret = await register(north);
    const token = await ordinaryToken(north, secret);
    const request = { ...EXAMPLE_UPLOAD, order_key: keyOf("REVIEW") };
    const { now } = await admin(north, "GET", "/clock");
    await admin(
      north,
      "POST",
      "/payments",
      paymentFor(request, {
        success_time: String(now),
      }),
    );
    expect(await errcode(upload(south, token, "REVIEW"))).toBe(0);
    await send(`${north}/user-order/orders-permission/confirm?access_token=${token}`, "POST", {});
    expect((await admin(south, "GET", `/apps/${EXAMPLE_APPID}`))["permission"]).toBe("reviewing");

    const moved = await Promise.all([advance(north, 6 * 3600), advance(south, 6 * 3600)]);

    const finished = moved.map((answer) => Number(answer["reviews_finished"]));
    expect((finished[0] as number) + (finished[1] as number)).toBeLessThanOrEqual(1);
    const { items } = await admin(north, "GET", `/apps/${EXAMPLE_APPID}/reviews`);
    expect(items).toMatchObject([{ decided_by: "platform", result: "approved" }]);
    expect((await admin(south, "GET", `/apps/${EXAMPLE_APPID}`))["permission"]).toBe("approved");
  });

  test("six orders, whose five reports arrive at both hosts in any order with copies, have one match and one refund each", async () => {
    const seed = testSeed();
    const random = new Random(seed);
    const wechat = new FakeWeChatPay();
    const appid = "wxreports";
    const accessToken = await ordinaryToken(north, await register(north, appid), appid);
    await admin(south, "PUT", `/merchants/${wechat.mchid}/wechatpay`, wechat.keys);
    const sender = new ReportSender({ urls: [north, south], appid, accessToken, wechat });
    const all = permutations(REPORTS);
    const orders = Array.from({ length: 10 }, () => random.pick(all));
    const reported = orders.map((order) => ({ order, request: uploadRequest() }));
    await Promise.all(
      reported.map(async ({ order, request }) => {
        for (const report of order) {
          const copies = random.integer(1, 5);
          await Promise.all(Array.from({ length: copies }, () => sender.send(report, request)));
        }
      }),
    );

    for (const { order, request } of reported) {
      const about = `seed ${seed}, ${order.join(", ")}`;
      const { out_trade_no: number } = request["order_key"] as Loose;
      const { items } = await admin(south, "GET", `/orders?q=${String(number)}`);
      expect(items, about).toHaveLength(1);
      const [{ id }] = items as [{ readonly id: string }];
      const found = await admin(north, "GET", `/orders/${id}`);
      expect(found["refunds"], about).toHaveLength(1);
      expect(found, about).toMatchObject({ state: "matched", refunds: [{ state: "succeeded" }] });
      expect(found["attention"], about).toBeUndefined();
    }
  });

  test("a push to a third-party platform is sent once, though both hosts look for due pushes", async () => {
    const callback = await Callback.listen();
    await register(north, "wxpushed");
    const components: string[] = [];
    for (const name of ["A", "B", "C"]) {
      const { component_appid } = await admin(north, "POST", "/components", {
        name,
        ...callback.settings,
      });
      components.push(String(component_appid));
    }

    await Promise.all(
      components.map((id, index) =>
        admin(index === 0 ? south : north, "POST", `/components/${id}/authorizations`, {
          appid: "wxpushed",
          permission_sets: [120],
        }),
      ),
    );
    await Promise.all([advance(north, 1), advance(south, 1)]);

    const received = callback.pushes.filter(({ InfoType }) => InfoType === "authorized");
    expect(received.map(({ AppId }) => AppId).toSorted()).toEqual(components.toSorted());
    await callback.close();
  });

  test("the other host repeats the push of a killed host, after its lease has expired", async () => {
    const callback = await Callback.listen();
    const killed = await host();
    const secret = await register(north, "wxkilled");
    expect(secret).not.toBe("");
    const body = { name: "D", ...callback.settings };
    const { component_appid: id } = await admin(killed.url, "POST", "/components", body);
    await callback.take("component_verify_ticket");
    callback.behaviour = "hang";
    const pushed = callback.nextRequest();
    await admin(killed.url, "POST", `/components/${String(id)}/authorizations`, {
      appid: "wxkilled",
      permission_sets: [120],
    });
    await pushed;
    await killed.stop("SIGKILL");
    callback.behaviour = "take";

    await advance(north, 5);
    expect(callback.pushes).toEqual([]);
    await advance(north, 10);

    expect(callback.pushes).toMatchObject([
      { InfoType: "authorized", AuthorizerAppid: "wxkilled" },
    ]);
    await callback.close();
  });
});
