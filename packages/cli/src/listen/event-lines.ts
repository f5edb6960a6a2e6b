import { type EventRepresentation, isErasedEvent, isObject } from "@dingdan/contract";
import { GrowingColumns } from "../terminal/growing-columns.js";
import type { Terminal } from "../terminal/terminal.js";
import { instant } from "../terminal/values.js";
import { printable } from "../terminal/width.js";
import { ANSWER_TIMEOUT_MS, isAcknowledged, type Received } from "./forward.js";
import { LISTEN_TEXTS as TEXTS } from "./listen-texts.js";

/**
 * Prints each event as one aligned line, with the number of its order, its place among the order's events, and
 * the answer of the receiver; with `--json`, as one JSON document.
 *
 *     2022-05-20 13:29:35  order.matched  wxd678efh567hg6787  T-24 #2  evt_5b0c7de21a94_18  HTTP 200 in 9 ms
 */
export class EventLines {
  readonly #terminal: Terminal;
  readonly #columns = new GrowingColumns();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** @param answer undefined for an event that is not forwarded */
  print(event: EventRepresentation, answer?: Received): void {
    const { out, isJson } = this.#terminal;
    if (isJson) {
      this.#terminal.json(answer === undefined ? { event } : { event, answer: documentOf(answer) });
      return;
    }
    const [cells = []] = this.#columns.aligned([this.#cellsOf(event)]);
    const [at = "", type = "", app = "", order = "", id = ""] = cells;
    const shown = answer === undefined ? [] : [this.#shown(answer)];
    out.line([out.dim(at), type, app, order, out.dim(id), ...shown].join("  ").trimEnd());
  }

  #cellsOf(event: EventRepresentation): readonly string[] {
    const { timestamp, type, appid, data, sequence, id } = event;
    const number = isErasedEvent(event)
      ? this.#terminal.say(TEXTS.erased)
      : printable(numberOf(data));
    return [
      (instant(timestamp) ?? "").replace(" UTC+8", ""),
      type,
      appid,
      [number, ...(sequence === undefined ? [] : [`#${sequence}`])].join(" "),
      id,
    ];
  }

  #shown(answer: Received): string {
    const { out } = this.#terminal;
    const colour = isAcknowledged(answer) ? "green" : "red";
    return out.style(colour, this.#terminal.say(wordsOf(answer)));
  }
}

/** The number that people know an order by. */
function numberOf(data: unknown): string {
  if (!isObject(data)) return "";
  const number = data["out_trade_no"] ?? data["transaction_id"];
  return typeof number === "string" ? number : "";
}

const wordsOf = (answer: Received) =>
  answer.kind === "answered"
    ? TEXTS.answer.status(answer.status, Math.round(answer.durationMs))
    : TEXTS.answer.late(ANSWER_TIMEOUT_MS / 1000);

const documentOf = (answer: Received) => ({
  acknowledged: isAcknowledged(answer),
  // A receiver that does not end its answer in time has not acknowledged the event.
  status: answer.kind === "answered" ? answer.status : null,
  duration_ms: Math.round(answer.durationMs),
});
