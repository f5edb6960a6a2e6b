import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { atMost, none } from "../findings.js";
import { jsonOf, type Outcome, wordOf } from "../tools/call.js";
import { type Door, doorsOf } from "../tools/doors.js";
import { Server } from "../tools/server.js";
import { Shop } from "../tools/shop.js";
import type { TortureCase } from "../torture-case.js";

const GUESSES_MAX = 100;

export const guessLimits: TortureCase = {
  name: "guess-limits",
  attack: `At every door, one address tries up to ${GUESSES_MAX} wrong credentials, and then the right one.`,
  page: "security",
  isLight: true,
  isQuickTier: true,
  run: async ({ folder, cleanUp }) => {
    const databaseUrl = `sqlite:${join(folder, "dingdan.db")}`;
    const server = await Server.start({ databaseUrl, folder });
    cleanUp.add(() => server.end("SIGKILL"));
    const shop = await Shop.open(server.url);
    cleanUp.add(() => shop.close());
    const doors = await doorsOf(server, shop);
    const tried = await Promise.all(doors.map(guessAt));
    const failing = (select: (door: Tried) => string | null) =>
      tried.flatMap((door) => {
        const seen = select(door);
        return seen === null ? [] : [`${door.name}: ${seen}`];
      });
    return [
      none(
        `doors where ${GUESSES_MAX} wrong guesses reach no limit`,
        failing(({ guesses }) => (guesses === Infinity ? "none" : null)),
        doors.length,
      ),
      atMost(
        "most wrong guesses until the limit",
        Math.max(...tried.map(({ guesses }) => guesses).filter(Number.isFinite)),
        { limit: GUESSES_MAX, unit: "guesses" },
      ),
      none(
        "doors that check a credential beyond the limit",
        failing(({ sameAddress }) => (isRefusedByLimit(sameAddress) ? null : wordOf(sameAddress))),
        doors.length,
      ),
      none(
        "doors that refuse the right credential of another address",
        failing(({ otherAddress }) => (isAccepted(otherAddress) ? null : wordOf(otherAddress))),
        doors.length,
      ),
    ];
  },
};

interface Tried {
  readonly name: string;
  /** How many were made until the limit; Infinity: there was none. */
  readonly guesses: number;
  /** What the right credential was answered, from the address that has guessed and from another one. */
  readonly sameAddress: Outcome;
  readonly otherAddress: Outcome;
}

/** Each door is guessed at from an address of its own, which has never signed in. */
async function guessAt(door: Door, index: number): Promise<Tried> {
  const guesser = `127.1.0.${index + 1}`;
  let guesses = 0;
  let isLimited = false;
  while (!isLimited && guesses < GUESSES_MAX) {
    guesses++;
    isLimited = isRefusedByLimit(await door.knock(randomBytes(16).toString("hex"), guesser));
  }
  return {
    name: door.name,
    guesses: isLimited ? guesses : Infinity,
    sameAddress: await door.knock(door.right, guesser),
    otherAddress: await door.knock(door.right, `127.2.0.${index + 1}`),
  };
}

/** On the wire every answer is HTTP 200, so there the limit is an errcode. */
const isRefusedByLimit = (outcome: Outcome) =>
  outcome.kind === "answered" && (outcome.status === 429 || jsonOf(outcome)["errcode"] === 45011);

const isAccepted = (outcome: Outcome) =>
  outcome.kind === "answered" &&
  outcome.status < 400 &&
  [undefined, 0].includes(jsonOf(outcome)["errcode"] as number | undefined);
