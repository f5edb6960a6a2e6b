import {
  CLOCK_OPERATIONS,
  text,
  WEBHOOK_OPERATIONS,
  type WebhookEndpointRepresentation,
} from "@dingdan/contract";
import { Alert, Button, Card, Flex, Segmented } from "antd";
import { useState } from "react";
import { useChange, useReading } from "../http/queries.js";
import { ForRole } from "../parts/for-role.js";
import { MomentInput } from "../parts/moment-input.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { WEBHOOK_WORDS as W } from "./webhook-texts.js";

const T = {
  what: text("What is sent again", "重新发送的范围"),
  failed: text("Failed", "失败的"),
  missing: text("All not acknowledged", "全部未确认的"),
  missingHelp: text(
    "What failed, what waits for its next attempt, and what happened while the endpoint was disabled or paused. Nothing that was acknowledged is sent.",
    "包括失败的、等待下次尝试的，以及停用或暂停期间发生的事件；已确认的不会发送。",
  ),
  failedHelp: text(
    "Only deliveries that have failed, without what still waits.",
    "仅已失败的投递，不含仍在等待的。",
  ),
  since: text("Events since", "起始时间"),
  enableFirst: text(
    "Enable the endpoint first: nothing is sent to it now.",
    "请先启用该端点，目前不会向其发送。",
  ),
  done: (n: number) =>
    text(n === 1 ? "1 event is sent again" : `${n} events are sent again`, `重新发送 ${n} 个事件`),
};

const DAY_MS = 86_400_000;

/** Sends again what failed or is missing since a time. */
export function ResendForm({ of }: { readonly of: WebhookEndpointRepresentation }) {
  const say = useSay();
  const { data: clock } = useReading(CLOCK_OPERATIONS.getClock);
  const [isMissing, setMissing] = useState(true);
  const [chosen, setChosen] = useState<string | undefined>();
  const resend = useChange(WEBHOOK_OPERATIONS.resendWebhookDeliveries);
  const dayAgo = clock && new Date(Date.parse(clock.now) - DAY_MS).toISOString();
  // Since the first failure of an outage; without one, the last day.
  const since = chosen ?? of.failing_since ?? dayAgo;
  const isEnabled = of.state === "enabled";
  return (
    <Card size="small" title={say(W.resend)}>
      <div className="stack">
        <Flex gap={12} wrap align="center">
          <Segmented<boolean>
            aria-label={say(T.what)}
            value={isMissing}
            onChange={setMissing}
            options={[
              { value: true, label: say(T.missing) },
              { value: false, label: say(T.failed) },
            ]}
          />
          <MomentInput label={say(T.since)} value={since} onChange={setChosen} />
          <ForRole operation={WEBHOOK_OPERATIONS.resendWebhookDeliveries}>
            <Button
              disabled={!isEnabled || since === undefined}
              loading={resend.isPending}
              onClick={() => {
                if (since === undefined) return;
                resend.mutate({ path: { id: of.id }, body: { since, missing: isMissing } });
              }}
            >
              {say(W.resend)}
            </Button>
          </ForRole>
        </Flex>
        <div className="quiet">
          {say(!isEnabled ? T.enableFirst : isMissing ? T.missingHelp : T.failedHelp)}
        </div>
        <div aria-live="polite">
          {resend.data !== undefined && (
            <Alert type="success" showIcon title={say(T.done(resend.data.count))} />
          )}
        </div>
        <ProblemAlert error={resend.error} />
      </div>
    </Card>
  );
}
