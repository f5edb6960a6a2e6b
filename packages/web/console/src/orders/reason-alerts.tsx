import {
  type AttentionReason,
  attentionExplanation,
  attentionWords,
  type Text,
  text,
} from "@dingdan/contract";
import { Alert, Flex } from "antd";
import { AccessSteps } from "../apps/access-steps.js";
import { LinkButton } from "../parts/link-button.js";
import { useSay } from "../preferences/language.js";
import type { Order } from "./order.js";

interface NextStep {
  readonly words: Text;
  readonly href: (order: Order) => string;
}

const THE_CALLS: NextStep = {
  words: text("Show the calls of this order", "查看该订单的调用"),
  href: ({ id }) => `/requests?order=${encodeURIComponent(id)}`,
};

const THE_PAYMENT: NextStep = {
  words: text("Show all orders of this payment", "查看该笔支付的全部订单"),
  href: ({ transaction_id: id, openid }) => `/orders?q=${encodeURIComponent(id ?? openid)}`,
};

const THE_REVIEW: NextStep = {
  words: text("Show the figures of the review", "查看审核数据"),
  href: ({ appid }) => `/reviews/${appid}`,
};

/** The next steps for each reason; a contradicting report has an alert of its own, and `AccessSteps` has those of an app. */
const NEXT_STEPS: Readonly<Record<AttentionReason, readonly NextStep[]>> = {
  other_payer: [THE_CALLS],
  other_form: [THE_PAYMENT],
  parts_differ: [THE_CALLS],
  contradicted: [],
  not_approved: [],
  late: [THE_REVIEW],
};

const ERRORS: ReadonlySet<AttentionReason> = new Set(["other_payer", "other_form", "parts_differ"]);

/** Why an order needs attention, each with its next step. */
export function ReasonAlerts({ order }: { readonly order: Order }) {
  const say = useSay();
  return order.attention_reasons
    .filter((reason) => reason !== "contradicted")
    .map((reason) => (
      <Alert
        key={reason}
        type={ERRORS.has(reason) ? "error" : "warning"}
        showIcon
        title={say(attentionWords(reason))}
        description={
          <div className="stack">
            <span>{say(attentionExplanation(reason))}</span>
            <Flex gap={8} wrap>
              {NEXT_STEPS[reason].map(({ words, href }) => (
                <LinkButton key={words.en} href={href(order)}>
                  {say(words)}
                </LinkButton>
              ))}
              {reason === "not_approved" && <AccessSteps appid={order.appid} />}
            </Flex>
          </div>
        }
      />
    ));
}
