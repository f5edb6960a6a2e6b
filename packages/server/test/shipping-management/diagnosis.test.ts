import {
  type DiagnosisId,
  type DiagnosisReport,
  type LoggedRequestRepresentation,
  OPERATIONS,
  TRADE_DIAGNOSES,
} from "@dingdan/contract";
import { afterAll, describe, expect, test } from "vitest";
import { refundOf } from "../support/payments.js";
import { type Merchant, Platform } from "../support/platform.js";
import {
  APPID,
  MCHID,
  OPENID,
  OTHER_APPID,
  PAID,
  PAID_AT,
  SP_MCHID,
  TRANSACTION_ID,
  upload,
  uploaded,
  wait,
} from "./labelled/calls.js";
import { type SentBody, written } from "./labelled/client-shapes.js";
import { DIAGNOSES_OF } from "./labelled/diagnoses-of.js";
import type { LabelledCall, LabelledOperation, LabelledStep } from "./labelled/labelled-call.js";
import { LABELLED_CALLS } from "./labelled-calls.js";

interface World {
  readonly platform: Platform;
  readonly merchant: Merchant;
}

/** A platform with the calling app and another one, at the time of the payment. */
async function start(): Promise<World> {
  const platform = await Platform.start({ startsAt: new Date(PAID_AT) });
  const mchids = [MCHID, SP_MCHID];
  await platform.register({ appid: OTHER_APPID, mchids, isOpen: false });
  return { platform, merchant: await platform.register({ appid: APPID, mchids, isOpen: false }) };
}

/** The worlds by the steps that made them. Only an accepted upload changes its world. */
const worlds = new Map<string, World>();
afterAll(async () => {
  for (const { platform } of worlds.values()) await platform.close();
});

const keyOf = ({ id, steps, operation, errcode }: LabelledCall): string => {
  const isStored = errcode === 0 && operation === "secUploadShippingInfo";
  return JSON.stringify([steps, isStored ? id : ""]);
};

/** Closes a world that no other call shares: a database has only that many connections. */
async function leave(call: LabelledCall): Promise<void> {
  const key = keyOf(call);
  if (LABELLED_CALLS.filter((other) => keyOf(other) === key).length > 1) return;
  await worlds.get(key)?.platform.close();
  worlds.delete(key);
}

async function worldOf(call: LabelledCall): Promise<World> {
  const { steps } = call;
  const key = keyOf(call);
  const known = worlds.get(key);
  if (known !== undefined) return known;
  const made = await start();
  worlds.set(key, made);
  for (const step of steps) await carryOut(step, made.merchant);
  return made;
}

const send = ({ platform, accessToken }: Merchant, operation: LabelledOperation, body: SentBody) =>
  platform.send<{ errcode: number }>(
    "POST",
    `${OPERATIONS[operation].path}?access_token=${accessToken}`,
    {
      body: body.content as BodyInit,
      headers: { "content-type": body.contentType ?? "application/json" },
    },
  );

async function carryOut(step: LabelledStep, merchant: Merchant): Promise<void> {
  const { platform } = merchant;
  const admin = async (method: string, path: string, body: unknown) => {
    const answer = await platform.admin(method, path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  };
  switch (step.do) {
    case "pay":
      return admin("POST", "/payments", step.payment);
    case "wait":
      await admin("POST", "/clock", { advance_seconds: step.seconds });
      // A token is valid for two hours.
      return merchant.renewToken();
    case "settings":
      return admin("PATCH", `/apps/${APPID}`, { trade_management: step.tradeManagement });
    case "call": {
      const { body } = await send(merchant, step.operation, step.body);
      expect(body.errcode, JSON.stringify(body)).toBe(step.errcode);
      return;
    }
    case "confirm":
      return admin("POST", `/trade-orders/${step.transactionId}/confirm`, { openid: step.openid });
    case "complaint":
      return admin("POST", `/trade-orders/${step.transactionId}/complaint`, { open: step.open });
    case "refund": {
      const amount = { total: 12900, refund: 12900, payer_total: 12900, payer_refund: 12900 };
      return admin("POST", "/refunds", refundOf(step.payment, amount, { success_time: PAID_AT }));
    }
  }
}

/** Makes a labelled call. @returns its errcode, its explanation, and what a dry-run says of it */
async function make(call: LabelledCall) {
  const { platform, merchant } = await worldOf(call);
  const dryRun = await tryOut(merchant, call);
  const { body } = await send(merchant, call.operation, call.body);
  const log = await platform.admin<{ items: LoggedRequestRepresentation[]; dropped: number }>(
    "GET",
    "/requests?limit=1",
  );
  // A call whose diagnosis throws would be dropped from the log.
  expect(log.body.dropped).toBe(0);
  await leave(call);
  return { errcode: body.errcode, logged: log.body.items[0], dryRun };
}

interface DryRun {
  readonly errcode: number;
  readonly violations: readonly { readonly causes: readonly DiagnosisReport[] }[];
  readonly warnings?: readonly DiagnosisReport[];
}

async function tryOut(merchant: Merchant, { operation, body }: LabelledCall): Promise<DryRun> {
  const path = `/dingdan/v1/validate/${OPERATIONS[operation].name}`;
  const answer = await merchant.platform.send<DryRun & Record<string, unknown>>(
    "POST",
    `${path}?access_token=${merchant.accessToken}`,
    {
      body: body.content as BodyInit,
      headers: { "content-type": body.contentType ?? "application/json" },
    },
  );
  return answer.body;
}

describe("a labelled call", () => {
  test.each(LABELLED_CALLS.map((call) => [call.cause, call.id, call] as const))(
    "(%s) of %s gets its errcode and its cause, from the call and from a dry-run",
    async (cause, _, call) => {
      const { errcode, logged, dryRun } = await make(call);
      const expected = DIAGNOSES_OF[cause];
      expect(errcode).toBe(call.errcode);
      expect(expected).toContain(logged?.cause);
      expect(logged?.explanation.hint).not.toBe("");
      // No placeholder of a text is left.
      expect(JSON.stringify(logged?.explanation.diagnoses)).not.toMatch(/\{\w+\}/);
      expect(dryRun.errcode).toBe(call.errcode);
      const [first] = dryRun.violations[0]?.causes ?? dryRun.warnings ?? [];
      expect(expected).toContain(first?.id);
    },
  );
});

/** Causes that other tests show: explain.test.ts and settings.test.ts of the server, trade-causes.test.ts of the contract. */
const SHOWN_ELSEWHERE: readonly DiagnosisId[] = [
  "shopping-logistics-body",
  "boolean-as-text",
  "phone-unmasked",
  "paid-before-admission",
  "paid-while-not-managed",
  "plain-endpoint",
  "not-a-part",
  "trade-finished",
  "too-many-parcels",
  "nothing-shipped",
  "received-before-shipped",
  "received-in-future",
  "carrier-unknown",
  "unknown-member",
  "member-refused",
  "time-fraction",
  // Unreachable while every parcel needs an item_desc.
  "no-description",
];

test("every cause of shipping information management has a test", () => {
  const shown = new Set<string>([
    ...Object.values(DIAGNOSES_OF).flat(),
    ...SHOWN_ELSEWHERE,
    ...NOTES,
  ]);
  expect(Object.keys(TRADE_DIAGNOSES).filter((id) => !shown.has(id))).toEqual([]);
});

const NOTES = ["receipt-not-confirmed", "confirmed-by-buyer", "confirmed-by-timer"] as const;

describe("a successful query of an order", () => {
  const QUERY = written("WxJava", { transaction_id: TRANSACTION_ID });

  /** What the log says of get_order after some steps. */
  async function noteAfter(...steps: readonly LabelledStep[]) {
    const id = JSON.stringify(steps);
    const made = await make({
      id,
      shape: "WxJava",
      steps: [...PAID, uploaded(upload("WxJava")), ...steps],
      operation: "secGetOrder",
      body: QUERY,
      errcode: 0,
      cause: "confirmed",
    });
    expect(made.errcode).toBe(0);
    return made.logged?.explanation.diagnoses.map((diagnosis) => diagnosis.id);
  }

  test("says that a shipped one is not received yet, whatever the component's callback said", async () => {
    expect(await noteAfter()).toEqual(["receipt-not-confirmed"]);
  });

  test("says who confirmed the receipt: the buyer, or the timer", async () => {
    const confirmed: LabelledStep = {
      do: "confirm",
      transactionId: TRANSACTION_ID,
      openid: OPENID,
    };
    expect(await noteAfter(confirmed)).toEqual(["confirmed-by-buyer"]);
    expect(await noteAfter(wait(11 * 86_400))).toEqual(["confirmed-by-timer"]);
  });
});
