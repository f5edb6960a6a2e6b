import { afterAll, beforeAll, expect, test } from "vitest";
import { Random } from "../../cli/src/seed/random.js";
import {
  ALL_OPERATIONS,
  type CallParts,
  type MadeCall,
  makeCall,
  weightOf,
} from "./damage/calls.js";
import { DamagedPlatform } from "./damage/damaged-platform.js";
import { faultOf, isSuccess } from "./damage/judge-answer.js";

/** `npm run check:damage` makes more calls. */
const CALLS = Number(process.env["DINGDAN_DAMAGE_CALLS"] ?? 2000);
const SEED = Number(process.env["DINGDAN_DAMAGE_SEED"] ?? Math.floor(Math.random() * 2 ** 32));
/** Calls change the platform: after this many, its callers get back what they need. */
const ROUND = 500;
/** The calls in progress at a time. */
const CONCURRENCY = 8;

let platform: DamagedPlatform;
beforeAll(async () => {
  platform = await DamagedPlatform.start();
});
afterAll(() => platform.close());

const title = `no damaged call of any operation causes an internal error: ${CALLS} calls, seed ${SEED}`;
test(title, { timeout: 60_000 + CALLS * 20 }, async () => {
  const faults: object[] = [];
  // Damage that keeps every call from its handler would find nothing.
  const succeeded = new Set<string>();
  for (let from = 0; from < CALLS; from += ROUND) {
    const calls = makeCalls(await platform.parts(), from, Math.min(from + ROUND, CALLS));
    const sendNext = async () => {
      for (let call = calls.pop(); call !== undefined; call = calls.pop()) {
        const answer = await platform.send(call);
        const reason = faultOf(call, answer);
        if (reason !== null) faults.push(describeFault(call, reason, answer.text));
        if (isSuccess(answer)) succeeded.add(call.made.name);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, sendNext));
  }
  const errors = platform.internalErrors();
  expect(faults, errors.slice(0, 20).join("\n")).toEqual([]);
  expect(errors).toEqual([]);
  // With few calls, chance alone leaves out some operations.
  const rest = ALL_OPERATIONS.map(({ name }) => name).filter((name) => !succeeded.has(name));
  const restMax = CALLS >= 10_000 ? 4 : ALL_OPERATIONS.length / 2;
  expect(rest.length, `never carried out: ${rest.join()}`).toBeLessThanOrEqual(restMax);
});

/** The calls with these numbers. A call depends only on the seed, its number and the platform. */
function makeCalls(parts: CallParts, from: number, to: number): MadeCall[] {
  return Array.from({ length: to - from }, (_, index) => {
    const random = new Random(SEED + Math.imul(from + index, 0x9e3779b1));
    return makeCall(random.weighted(ALL_OPERATIONS, weightOf), parts, random);
  });
}

const describeFault = (call: MadeCall, reason: string, answer: string) => ({
  reason,
  operation: call.made.name,
  call: `${call.method} ${call.path.slice(0, 500)}`,
  headers: call.headers,
  body: call.body?.toString().slice(0, 2000),
  answer: answer.slice(0, 500),
});
