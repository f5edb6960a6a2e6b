import type { KeyObject } from "node:crypto";
import { authorizationOf } from "@dingdan/wechatpay";
import { unreachable } from "../domain/unreachable.js";
import type { CallUrl, UrlCallOutcome } from "../outbound/server-call.js";
import type { ApiAccount } from "./api-account.js";
import { type ApiAnswer, type ApiOutcome, readAnswer } from "./api-answer.js";
import { MerchantPace, type TimeOfDay } from "./merchant-pace.js";

/** How long one host may take. */
const TIMEOUT_MS = 5_000;
/** A combined payment with 50 parts and their promotions has less than 200 KB. */
const ANSWER_BYTES_MAX = 1024 * 1024;
/** How often a query that was one too many is repeated, after growing pauses. */
const LIMITED_REPEATS_MAX = 3;

export interface ApiParts {
  /** The hosts: the preferred one, and the one that is asked when it fails. */
  readonly urls: readonly string[];
  readonly call: CallUrl;
  readonly time: TimeOfDay;
  /** Counts each reply. */
  readonly count: (outcome: ApiOutcome) => void;
  /** Called for a reply that is signed with a key that is not known. */
  readonly onUnknownSerial: (mchid: string) => void;
  /** Aborts the queries in progress when the platform stops. */
  readonly closing: AbortSignal;
}

/** The platform's key with a serial, or null. The body is that of the reply, which is not verified yet. */
export type KeyOfReply = (serial: string, body: Uint8Array) => KeyObject | null;

/** WeChat Pay's interfaces, called for merchants. */
export class WeChatPayApi {
  readonly #parts: ApiParts;
  readonly #pace: MerchantPace;

  constructor(parts: ApiParts) {
    this.#parts = parts;
    this.#pace = new MerchantPace(parts.time);
  }

  /** The time of day by which requests are signed and replies judged. */
  get time(): TimeOfDay {
    return this.#parts.time;
  }

  get closing(): AbortSignal {
    return this.#parts.closing;
  }

  /**
   * Signs a query, sends it, and verifies the reply. A host that cannot be reached or answers 5xx is
   * followed by the other one, once. Never rejects.
   * @param path with its query, as it is sent
   * @see wechatpay, §1
   */
  async get(
    account: ApiAccount,
    path: string,
    keyOf: KeyOfReply = account.platformKeyOf,
  ): Promise<ApiAnswer> {
    const { mchid } = account.client;
    for (let repeats = 0; ; repeats++) {
      const answer = await this.#ask(account, path, keyOf);
      this.#parts.count(answer.kind);
      if (answer.kind === "unverified" && answer.fault.kind === "unknown_serial") {
        this.#parts.onUnknownSerial(mchid);
      }
      if (answer.kind === "limited") this.#pace.limited(mchid);
      else if (answer.kind !== "unavailable") this.#pace.answered(mchid);
      if (answer.kind !== "limited" || repeats === LIMITED_REPEATS_MAX) return answer;
    }
  }

  async #ask(account: ApiAccount, path: string, keyOf: KeyOfReply): Promise<ApiAnswer> {
    let answer: ApiAnswer = { kind: "unavailable", cause: "the platform is stopping" };
    for (const url of this.#parts.urls) {
      await this.#pace.turn(account.client.mchid, this.#parts.closing);
      if (this.#parts.closing.aborted) return answer;
      answer = this.#judge(await this.#send(account, url, path), keyOf);
      if (answer.kind !== "unavailable") return answer;
    }
    return answer;
  }

  #send(account: ApiAccount, url: string, path: string): Promise<UrlCallOutcome> {
    const { call, closing, time } = this.#parts;
    const request = { method: "GET", path, body: "" } as const;
    return call({
      method: "GET",
      url: url + path,
      headers: {
        accept: "application/json",
        authorization: authorizationOf(request, account.client, time.nowMs()),
        // WeChat Pay refuses requests without one.
        "user-agent": "dingdan",
        // With which of the two kinds of keys WeChat Pay signs its reply, for merchants that have both.
        ...(account.publicKeyId === null ? {} : { "wechatpay-serial": account.publicKeyId }),
      },
      body: "",
      timeoutMs: TIMEOUT_MS,
      answerBytesMax: ANSWER_BYTES_MAX,
      closing,
    });
  }

  #judge(outcome: UrlCallOutcome, keyOf: KeyOfReply): ApiAnswer {
    switch (outcome.kind) {
      case "answered": {
        const { body } = outcome;
        return readAnswer(outcome, (serial) => keyOf(serial, body), this.#parts.time.nowMs());
      }
      case "timeout":
        return { kind: "unavailable", cause: `no answer within ${TIMEOUT_MS / 1000} s` };
      case "unreachable":
        return { kind: "unavailable", cause: outcome.code ?? "the connection ended" };
      case "refused":
        return { kind: "unavailable", cause: `the address ${outcome.refusal.address} is refused` };
      default:
        return unreachable(outcome);
    }
  }
}
