import { setTimeout } from "node:timers/promises";
import { EXAMPLE_APPID } from "@dingdan/contract";
import { Receiver } from "../../../server/test/events/support/receiver.js";
import { Random } from "../../src/seed/random.js";
import type { RunningServer } from "./command.js";
import { CuttingProxy } from "./cutting-proxy.js";
import { admin, ordinaryToken, register, upload } from "./wire.js";

const HOUR_S = 3_600;
/** How long the receiver is down. */
const DOWN_HOURS = 48;
/** All attempts of an event together take no longer. */
const ATTEMPTS_HOURS = 72;
const ORDERS_A_STEP = 3;
/** The share of answers that are lost. */
const CUT_SHARE = 0.15;
/** A kill comes up to this long after the step that it hits began. */
const KILL_AFTER_MS_MAX = 250;

/** The platform of a story, and its database. */
export interface StoryPlatform {
  readonly start: () => Promise<RunningServer>;
  /** Ends the leases of a killed process, which the story does not wait for. */
  readonly endLeases: () => Promise<void>;
  /** How many events the database has as delivered, by their position. */
  readonly deliveredPositions: () => Promise<readonly number[]>;
}

export interface StoryOutcome {
  /** The ids of the orders' events, as the feed lists them. */
  readonly ids: readonly string[];
  readonly orders: number;
  readonly receiver: Receiver;
  /** How often the process was killed, and of how many events an answer was lost. */
  readonly kills: number;
  readonly cuts: number;
  /** The events that may have come twice: their answer was lost, by the proxy or by a kill. */
  readonly unanswered: ReadonlySet<string>;
  /** How the log says that each ended, by its id. */
  readonly log: ReadonlyMap<string, { readonly state: string; readonly attempts: number }>;
  /** Whether the log of the first event names the time when the receiver was down. */
  readonly firstFault: string;
}

/**
 * Plays it: orders come in while their receiver is down for two days, the process that sends is killed
 * again and again, at random times, and a proxy loses some of the receiver's answers.
 */
export class WebhookStory {
  readonly #platform: StoryPlatform;
  readonly #random: Random;
  readonly #unanswered = new Set<string>();
  #server!: RunningServer;
  #receiver!: Receiver;
  #proxy!: CuttingProxy;
  #secret = "";
  #endpointId = "";
  #orders = 0;
  #killsLeft: number;
  #killsDone = 0;

  constructor(platform: StoryPlatform, seed: number, kills: number) {
    this.#platform = platform;
    this.#random = new Random(seed);
    // One is kept for the time when the receiver works again.
    this.#killsLeft = kills - 1;
  }

  async play(): Promise<StoryOutcome> {
    await this.#prepare();
    await this.#proxy.stop();
    // A few jumps that the attempts of each event fall between.
    const jumps = [0.1, 1, 3, 6, 12, 12, DOWN_HOURS - 34.1];
    for (const [index, hours] of jumps.entries()) {
      await this.#step(jumps.length * 2 - index, () => this.#uploadOrders());
      await this.#pass(hours, jumps.length * 2 - index);
    }
    await this.#proxy.start();
    // At least one answer is lost, and none of an event twice: it may have two attempts left.
    this.#proxy.isCut = (id) =>
      !this.#proxy.cut.has(id) && (this.#proxy.cut.size === 0 || this.#random.isOnce(CUT_SHARE));
    await this.#uploadOrders();
    this.#killsLeft++;
    for (let hours = 0; hours < ATTEMPTS_HOURS && (await this.#undelivered()) > 0; hours += 6) {
      await this.#pass(6, 1);
    }
    return this.#outcome();
  }

  async close(): Promise<void> {
    await this.#server?.stop("SIGKILL");
    await this.#proxy?.stop();
    await this.#receiver?.close();
  }

  async #prepare(): Promise<void> {
    this.#receiver = await Receiver.start();
    this.#proxy = new CuttingProxy(this.#receiver.url);
    await this.#proxy.start();
    this.#server = await this.#platform.start();
    this.#secret = await register(this.#server.url);
    const endpoint = { url: this.#proxy.url, events: ["order.uploaded"], appid: EXAMPLE_APPID };
    const { id } = await admin(this.#server.url, "POST", "/webhook-endpoints", endpoint);
    this.#endpointId = String(id);
  }

  /**
   * Does a step. Some are hit by a kill, after which the process is started and the step is done again.
   * @param stepsLeft among how many steps, this one included, the remaining kills are spread
   */
  async #step<T>(stepsLeft: number, work: () => Promise<T>): Promise<T> {
    if (this.#killsLeft > 0 && this.#random.isOnce(this.#killsLeft / stepsLeft)) {
      this.#killsLeft--;
      this.#killsDone++;
      const killed = work().catch(() => null);
      await setTimeout(this.#random.integer(0, KILL_AFTER_MS_MAX));
      await this.#server.stop("SIGKILL");
      await killed;
      await this.#noteUnanswered();
      await this.#platform.endLeases();
      this.#server = await this.#platform.start();
    }
    return work();
  }

  /** What the receiver has, and the killed process had not recorded, may come again. */
  async #noteUnanswered(): Promise<void> {
    await this.#proxy.settled();
    const delivered = new Set(await this.#platform.deliveredPositions());
    for (const { id } of this.#receiver.received) {
      const position = Number(id.split("_")[2]);
      if (!delivered.has(position)) this.#unanswered.add(id);
    }
  }

  /** An order that was accepted before a kill is accepted again, and makes no second event. */
  async #uploadOrders(): Promise<void> {
    const first = this.#orders;
    const { url } = this.#server;
    // Tokens end in two hours.
    const token = await ordinaryToken(url, this.#secret);
    for (let index = first; index < first + ORDERS_A_STEP; index++) {
      const reply = await upload(url, token, `STORY-${index}`);
      if (reply["errcode"] !== 0) throw new Error(JSON.stringify(reply));
    }
    this.#orders = first + ORDERS_A_STEP;
  }

  /** Moves the clock to a time, and sends what is due. */
  async #pass(hours: number, stepsLeft: number): Promise<void> {
    const untilMs = (await this.#nowMs()) + hours * HOUR_S * 1_000;
    await this.#step(stepsLeft, async () => {
      const seconds = Math.max(0, Math.ceil((untilMs - (await this.#nowMs())) / 1_000));
      await admin(this.#server.url, "POST", "/clock", { advance_seconds: seconds });
    });
  }

  async #nowMs(): Promise<number> {
    const { now } = await admin(this.#server.url, "GET", "/clock");
    return Date.parse(String(now));
  }

  /** How many orders have no delivered event: one that is not in the feed yet waits for no endpoint. */
  async #undelivered(): Promise<number> {
    const delivered = (await this.#deliveries()).filter(({ state }) => state === "delivered");
    return this.#orders - delivered.length;
  }

  async #deliveries(): Promise<{ event_id: string; state: string; attempts: number }[]> {
    const path = `/webhook-endpoints/${this.#endpointId}/deliveries?limit=100`;
    const { items } = await admin(this.#server.url, "GET", path);
    return items as { event_id: string; state: string; attempts: number }[];
  }

  async #outcome(): Promise<StoryOutcome> {
    const { url } = this.#server;
    const { items } = await admin(url, "GET", "/events?type=order.uploaded&limit=1000");
    const ids = (items as { id: string }[]).map(({ id }) => id);
    const path = `/webhook-endpoints/${this.#endpointId}/deliveries`;
    const log = (await this.#deliveries()).map(
      ({ event_id: id, ...delivery }) => [id, delivery] as const,
    );
    const { log: attempts } = await admin(url, "GET", `${path}/${ids[0]}`);
    for (const id of this.#proxy.cut.keys()) this.#unanswered.add(id);
    return {
      ids,
      orders: this.#orders,
      receiver: this.#receiver,
      unanswered: this.#unanswered,
      kills: this.#killsDone,
      cuts: this.#proxy.cut.size,
      log: new Map(log),
      firstFault: (attempts as { fault?: string }[])[0]?.fault ?? "",
    };
  }
}
