import {
  APP_OPERATIONS,
  type AppRepresentation,
  CLOCK_OPERATIONS,
  type OperationKey,
  TRIAL_OPERATIONS,
  text,
} from "@dingdan/contract";
import { App, Button, Flex } from "antd";
import { useChange, useReading } from "../http/queries.js";
import { AskButton } from "../parts/ask-button.js";
import { ForRole } from "../parts/for-role.js";
import { LinkButton } from "../parts/link-button.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import { useDenial } from "../session/use-denial.js";

/** Its name alone: the interfaces with all their schemas would double what this page loads. */
const CONFIRM = "confirmProductPermission" satisfies OperationKey;

const T = {
  openPermission: text("Open the permission", "开通权限"),
  signAgreement: text("Record the agreement as signed", "记录已签署协议"),
  /** Where the agreement is named beside it. */
  sign: text("Record the signature", "记录已签署"),
  signAsk: text(
    "Has the merchant signed the shopping-order agreement? A signature cannot be taken back.",
    "确认商户已签署购物订单协议？签署后无法撤销。",
  ),
  submitReview: text("Submit for review", "提交审核"),
  submitOnAppPage: text("Open the app, to submit it for review", "打开应用，提交审核"),
  approve: text("Approve", "通过审核"),
  approveAsk: text(
    "Approve the access review? Buyers see the app's orders immediately.",
    "确认通过接入审核？买家将立即看到该应用的订单。",
  ),
  figures: text("Figures of the review", "查看审核数据"),
  done: text("Done.", "已完成。"),
};

/** What is left to do until an app's buyers see its orders. */
export function AccessSteps({ appid }: { readonly appid: string }) {
  const { data: app } = useReading(APP_OPERATIONS.getApp, { path: { appid } });
  const { data: clock } = useReading(CLOCK_OPERATIONS.getClock);
  if (app === undefined || clock === undefined) return null;
  const { permission } = app;
  if (permission === "approved") return null;
  return (
    <Flex gap={8} wrap>
      {app.agreement_signed_at === undefined && <SignAgreement app={app} />}
      {permission === "closed" ? (
        <OpenPermission app={app} />
      ) : (
        <>
          {permission !== "reviewing" && <SubmitReview app={app} isSandbox={clock.is_sandbox} />}
          <Approve app={app} />
        </>
      )}
    </Flex>
  );
}

/** Says that a step was taken. */
function useDone() {
  const say = useSay();
  const { message } = App.useApp();
  return { onDone: () => void message.success(say(T.done)) };
}

export function OpenPermission({ app: { appid } }: { readonly app: AppRepresentation }) {
  const say = useSay();
  const permit = useChange(APP_OPERATIONS.setPermission, useDone());
  return (
    <ForRole operation={APP_OPERATIONS.setPermission}>
      <Button
        type="primary"
        loading={permit.isPending}
        onClick={() => permit.mutate({ path: { appid }, body: { state: "open" } })}
      >
        {say(T.openPermission)}
      </Button>
      <ProblemAlert error={permit.error} />
    </ForRole>
  );
}

/** @param isBeside True where the agreement is named beside it: the button is small, and its words are few. */
export function SignAgreement({
  app: { appid },
  isBeside = false,
}: {
  readonly app: AppRepresentation;
  readonly isBeside?: boolean;
}) {
  const say = useSay();
  const sign = useChange(APP_OPERATIONS.signAgreement, useDone());
  return (
    <ForRole operation={APP_OPERATIONS.signAgreement}>
      <AskButton
        ask={say(T.signAsk)}
        onYes={() => sign.mutate({ path: { appid } })}
        loading={sign.isPending}
        {...(isBeside ? { size: "small" } : { type: "primary" })}
      >
        {say(isBeside ? T.sign : T.signAgreement)}
      </AskButton>
      <ProblemAlert error={sign.error} />
    </ForRole>
  );
}

/** A sandbox submits for the app; elsewhere the app itself, or its platform, must. */
export function SubmitReview({
  app: { appid },
  isSandbox,
}: {
  readonly app: AppRepresentation;
  readonly isSandbox: boolean;
}) {
  const say = useSay();
  const submit = useChange(TRIAL_OPERATIONS.callAsApp, useDone());
  if (!isSandbox) return <LinkButton href={`/apps/${appid}`}>{say(T.submitOnAppPage)}</LinkButton>;
  return (
    <ForRole operation={TRIAL_OPERATIONS.callAsApp}>
      <Button
        type="primary"
        loading={submit.isPending}
        onClick={() => submit.mutate({ path: { appid, operation: CONFIRM }, wireBody: "{}" })}
      >
        {say(T.submitReview)}
      </Button>
      <ProblemAlert error={submit.error} />
    </ForRole>
  );
}

/** Only for the operator: a merchant does not decide its own review. */
export function Approve({ app: { appid } }: { readonly app: AppRepresentation }) {
  const say = useSay();
  const { ownAppid } = useSession();
  const denial = useDenial(APP_OPERATIONS.decideAudit);
  const decide = useChange(APP_OPERATIONS.decideAudit, useDone());
  return (
    <>
      {denial === null && (
        <AskButton
          ask={say(T.approveAsk)}
          onYes={() => decide.mutate({ path: { appid }, body: { result: "approved" } })}
          loading={decide.isPending}
        >
          {say(T.approve)}
        </AskButton>
      )}
      {ownAppid === null && <LinkButton href={`/reviews/${appid}`}>{say(T.figures)}</LinkButton>}
      <ProblemAlert error={decide.error} />
    </>
  );
}
