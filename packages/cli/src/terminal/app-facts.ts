import type { AppRepresentation, Text } from "@dingdan/contract";
import { TEXTS } from "../texts.js";
import type { Fact } from "./facts.js";
import type { Terminal } from "./terminal.js";
import { instant } from "./values.js";

/** The members of an app but `trade_management`, which has members of its own. A new one must be shown. */
type FactsOfApp = {
  readonly [Name in Exclude<keyof AppRepresentation, "trade_management">]-?: Fact;
};

/** An app as people read it. @param secret only when it was just created */
export function appFacts(
  app: AppRepresentation,
  terminal: Pick<Terminal, "say">,
  secret?: string,
): Fact[] {
  const { label } = TEXTS;
  const say = (words: Text) => terminal.say(words);
  const isMerchants = app.kind !== "service_provider";
  const list = (values: readonly string[] | undefined, separator: string) =>
    values === undefined || values.length === 0 ? say(label.none) : values.join(separator);
  const { quotas, message_push: push } = app;
  const { appid, ...others }: FactsOfApp = {
    appid: [say(label.appid), app.appid],
    name: [say(label.name), app.name],
    kind: [say(label.kind), app.kind],
    mchids: [say(label.mchids), list(app.mchids, " ")],
    permission: [say(label.permission), app.permission],
    item_links: [say(label.itemLinks), isMerchants ? app.item_links : null],
    category_open: [
      say(label.categoryOpen),
      isMerchants ? say(app.category_open === false ? label.no : label.yes) : null,
    ],
    ip_whitelist: [say(label.ipWhitelist), list(app.ip_whitelist, " ")],
    quotas: [
      say(label.quotas),
      quotas === undefined ? null : say(TEXTS.app.quotas(quotas.per_minute, quotas.per_day)),
    ],
    open_paths: [
      say(label.openPaths),
      app.kind === "mini_program" ? list(app.open_paths, "\n") : null,
    ],
    message_push: [
      say(label.messagePush),
      push === undefined
        ? null
        : [
            push.url,
            say(TEXTS.app.pushForm(push.format, push.is_encrypted)),
            ...(push.last_fault === undefined ? [] : [say(TEXTS.app.pushFault(push.last_fault))]),
          ].join("\n"),
    ],
    agreement_signed_at: [say(label.agreementSignedAt), instant(app.agreement_signed_at)],
    last_result: [say(label.lastResult), app.last_result || null],
    next_review_at: [say(label.nextReviewAt), instant(app.next_review_at)],
    created_at: [say(label.createdAt), instant(app.created_at)],
  };
  return [appid, [say(label.secret), secret], ...Object.values(others)];
}
