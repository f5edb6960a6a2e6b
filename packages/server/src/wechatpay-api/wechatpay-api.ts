import type { KeyObject } from "node:crypto";
import { type Text, text } from "@dingdan/contract";
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
const TOO_LARGE = text("the reply has more than 1 MiB", "应答超过 1 MiB");
/** How often a query that was one too many is repeated, after growing pauses. */
const LIMITED_REPEATS_MAX = 3;
/** How often a query is repeated that WeChat Pay answers with a probe of the platform's verification. */
const PROBES_MAX = 2;

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
   * followed by the other one, once. A reply that WeChat Pay signs wrongly to see whether the platform
   * verifies it is no answer, and the query is repeated. A merchant that is in a long pause is `limited`
   * without being asked for. Never rejects.
   * @param path with its query, as it is sent
   * @see wechatpay, §1
   */
  async get(
    account: ApiAccount,
    path: string,
    keyOf: KeyOfReply = account.platformKeyOf,
  ): Promise<ApiAnswer> {
    const { mchid } = account.client;
    for (let limits = 0, probes = 0; ; ) {
      const answer = await this.#ask(account, path, keyOf);
      if (answer === null) return { kind: "limited" };
      if (answer.kind === "stopping") return answer;
      const fault = answer.kind === "unverified" ? answer.fault.kind : null;
      this.#parts.count(fault === "probe" ? fault : answer.kind);
      if (fault === "unknown_serial") this.#parts.onUnknownSerial(mchid);
      if (answer.kind === "limited") this.#pace.limited(mchid);
      else if (answer.kind !== "unavailable") this.#pace.answered(mchid);
      const isRepeated =
        (answer.kind === "limited" && limits++ < LIMITED_REPEATS_MAX) ||
        (fault === "probe" && probes++ < PROBES_MAX);
      if (!isRepeated) return answer;
    }
  }

  /** @returns null when the merchant is in a long pause */
  async #ask(account: ApiAccount, path: string, keyOf: KeyOfReply): Promise<ApiAnswer | null> {
    const { urls, closing } = this.#parts;
    let answer: ApiAnswer = { kind: "stopping" };
    for (const url of urls) {
      if (!(await this.#pace.turn(account.client.mchid, closing))) return null;
      if (closing.aborted) return { kind: "stopping" };
      const outcome = await this.#send(account, url, path);
      // A stop ends the call, which looks like a host that closes the connection.
      if (closing.aborted && outcome.kind !== "answered") return { kind: "stopping" };
      answer = this.#judge(outcome, keyOf);
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
        if (body.length > ANSWER_BYTES_MAX) return unavailable(TOO_LARGE);
        return readAnswer(outcome, (serial) => keyOf(serial, body), this.#parts.time.nowMs());
      }
      case "timeout":
        return unavailable(NO_ANSWER);
      case "unreachable":
        return unavailable(outcome.code === null ? ENDED : text(outcome.code, outcome.code));
      case "refused":
        return unavailable(refusedAddress(outcome.refusal.address));
      default:
        return unreachable(outcome);
    }
  }
}

const unavailable = (cause: Text): ApiAnswer => ({ kind: "unavailable", cause });

const SECONDS = TIMEOUT_MS / 1000;
const NO_ANSWER = text(`no answer within ${SECONDS} s`, `${SECONDS} 秒内无应答`);
const ENDED = text("the connection ended", "连接中断");
const refusedAddress = (address: string) =>
  text(`the address ${address} is refused`, `不允许访问地址 ${address}`);
