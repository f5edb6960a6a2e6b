import { DIAGNOSES, type LoggedRequestRepresentation } from "@dingdan/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DIAGNOSIS_CASES, type DiagnosisCase } from "./diagnosis-cases.js";
import type { Loose } from "./support/requests.js";
import { World } from "./support/world.js";

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.close());

/** Makes the call of a case and returns its row in the log. */
async function loggedOf(given: DiagnosisCase): Promise<LoggedRequestRepresentation | undefined> {
  const { method = "POST", path = "/user-order/orders", as = "merchant", headers = {} } = given;
  const body = given.body as Loose;
  await given.given?.(world, body);
  const merchant = world[as];
  const query = (given.query ?? "access_token=TOKEN").replace(/\bTOKEN\b/, merchant.accessToken);
  const isRaw = typeof body === "string" || (body as unknown) instanceof Uint8Array;
  const text = isRaw ? (body as unknown as BodyInit) : JSON.stringify(body);
  await world.platform.send(method, query === "" ? path : `${path}?${query}`, {
    headers,
    ...(body === undefined
      ? {}
      : {
          body:
            typeof text === "string" ? text.replaceAll("OFFICIAL_ACCOUNT", merchant.appid) : text,
        }),
  });
  await given.since?.(world, body);
  const { body: page } = await world.platform.admin<{
    items: LoggedRequestRepresentation[];
    dropped: number;
  }>("GET", "/requests?limit=100");
  // A call whose diagnosis throws would be dropped from the log.
  expect(page.dropped).toBe(0);
  // Calls made by `since` are in the log, too.
  return page.items.find((item) => item.path.split("&")[0] === path.split("&")[0]);
}

describe("the log names the cause of", () => {
  test.each(DIAGNOSIS_CASES.map((given) => [given.title, given] as const))(
    "%s",
    async (_, given) => {
      const logged = await loggedOf(given);
      expect(logged?.cause).toBe(given.cause);
      const { explanation } = logged as LoggedRequestRepresentation;
      if (given.field !== undefined) expect(explanation.field).toBe(given.field);
      if (given.advice !== undefined) {
        expect(`${explanation.summary} ${explanation.hint}`).toContain(given.advice);
      }
      expect(explanation.hint).not.toBe("");
      // No placeholder of a text is left.
      expect(`${explanation.summary} ${explanation.hint}`).not.toMatch(/\{\w+\}/);
    },
  );

  test("every cause of the catalogue", () => {
    const causes = new Set<string>(DIAGNOSIS_CASES.map(({ cause }) => cause));
    expect(Object.keys(DIAGNOSES).filter((id) => !causes.has(id))).toEqual([]);
    expect(DIAGNOSIS_CASES.length).toBeGreaterThanOrEqual(60);
  });
});
