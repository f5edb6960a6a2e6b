import {
  APP_OPERATIONS,
  type AppRepresentation,
  CLOCK_OPERATIONS,
  type LoggedRequestRepresentation,
  type OperationKey,
  TRIAL_OPERATIONS,
  text,
} from "@dingdan/contract";
import { App, Button, Flex, Popconfirm } from "antd";
import { Link } from "wouter";
import { useChange, useReading } from "../http/queries.js";
import { ForRole } from "../parts/for-role.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import { useDenial } from "../session/use-denial.js";
import { namedNumber } from "../try-it/payment-for.js";
import { isComplete, parsedBody } from "./logged-body.js";
import { type NextStep, nextSteps } from "./next-steps.js";
import { PayForCall } from "./pay-for-call.js";
import { SendAgain } from "./send-again.js";

type Logged = LoggedRequestRepresentation;

/** Its name alone: the interfaces with all their schemas would double what this page loads. */
const CONFIRM = "confirmProductPermission" satisfies OperationKey;

const T = {
  openPermission: text("Open the permission", "开通权限"),
  signAgreement: text("Record the agreement as signed", "记录已签署协议"),
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
  edit: text("Edit the request", "修改请求"),
  tryAs: (operation: string) => text(`Open as ${operation}`, `改用 ${operation}`),
  order: text("Show the order", "查看订单"),
  shipping: text("Show the payment's shipping", "查看发货状态"),
  tokenCalls: text("Show the token calls", "查看获取凭据的调用"),
  appCalls: text("Show this app's calls", "查看该应用的调用"),
  appSettings: text("Open the app's settings", "打开应用设置"),
  yes: text("Yes", "确认"),
  no: text("No", "取消"),
  done: text("Done.", "已完成。"),
};

/** The steps that a person can take about a call, the first one first. */
export function NextStepButtons({ request }: { readonly request: Logged }) {
  const { ownAppid } = useSession();
  const { explanation, cause, appid } = request;
  const causes = [...explanation.diagnoses.map(({ id }) => id), ...(cause ? [cause] : [])];
  const steps = nextSteps(causes, { hasField: explanation.field !== "" });
  const { data: app } = useReading(
    APP_OPERATIONS.getApp,
    { path: { appid: appid ?? "" } },
    { isEnabled: appid !== undefined && (ownAppid === null || ownAppid === appid) },
  );
  const { data: clock } = useReading(CLOCK_OPERATIONS.getClock);
  if (steps.length === 0) return null;
  return (
    <Flex gap={8} wrap className="next-steps">
      {steps.map((step) => (
        <Step
          key={typeof step === "string" ? step : step.tryAs}
          step={step}
          request={request}
          app={app}
          isSandbox={clock?.is_sandbox === true}
        />
      ))}
    </Flex>
  );
}

interface StepProps {
  readonly request: Logged;
  /** Undefined until it is read, and for a call without a registered app. */
  readonly app: AppRepresentation | undefined;
  readonly isSandbox: boolean;
}

function Step({ step, request, app, isSandbox }: StepProps & { readonly step: NextStep }) {
  const say = useSay();
  const body = parsedBody(request.body);
  if (typeof step === "object") {
    if (!isComplete(request)) return null;
    const { tryAs } = step;
    return <To href={`/try?rid=${request.rid}&operation=${tryAs}`}>{say(T.tryAs(tryAs))}</To>;
  }
  const ofApp = app === undefined ? "" : `appid=${app.appid}&`;
  const number = namedNumber({ mchids: app?.mchids ?? [] }, body);
  switch (step) {
    case "openPermission":
      return app?.permission === "closed" ? <OpenPermission app={app} /> : null;
    case "signAgreement":
      return app !== undefined && app.agreement_signed_at === undefined ? (
        <SignAgreement app={app} />
      ) : null;
    case "submitReview":
      return app?.permission === "open" || app?.permission === "rejected" ? (
        <SubmitReview app={app} isSandbox={isSandbox} />
      ) : null;
    case "approve":
      return app === undefined ||
        app.permission === "closed" ||
        app.permission === "approved" ? null : (
        <Approve app={app} />
      );
    case "replay":
      return isSandbox && app?.permission !== "closed" && request.appid !== undefined ? (
        <SendAgain request={request} />
      ) : null;
    case "edit":
      return isComplete(request) && request.operation !== undefined ? (
        <To href={editPath(request)}>{say(T.edit)}</To>
      ) : null;
    case "pay":
      return isSandbox && app !== undefined ? <PayForCall app={app} body={body} /> : null;
    case "order":
      return number === null ? null : (
        <To href={`/orders?${ofApp}q=${encodeURIComponent(number)}`}>{say(T.order)}</To>
      );
    case "shipping":
      return number === null ? null : (
        <To href={`/shipping?${ofApp}q=${encodeURIComponent(number)}`}>{say(T.shipping)}</To>
      );
    case "tokenCalls":
      return <To href={`/requests?${ofApp}operation=getAccessToken`}>{say(T.tokenCalls)}</To>;
    case "appCalls":
      return app === undefined ? null : (
        <To href={`/requests?appid=${app.appid}`}>{say(T.appCalls)}</To>
      );
    case "appSettings":
      return app === undefined ? null : <To href={`/apps/${app.appid}`}>{say(T.appSettings)}</To>;
  }
}

/** The page Try it with the logged body and the field of the fault selected. */
const editPath = ({ rid, explanation: { field } }: Logged) =>
  `/try?rid=${encodeURIComponent(rid)}${field === "" ? "" : `&field=${encodeURIComponent(field)}`}`;

function To({ href, children }: { readonly href: string; readonly children: string }) {
  return (
    <Link href={href} asChild>
      <Button>{children}</Button>
    </Link>
  );
}

/** Says that a step was taken. */
function useDone() {
  const say = useSay();
  const { message } = App.useApp();
  return { onDone: () => void message.success(say(T.done)) };
}

function OpenPermission({ app: { appid } }: { readonly app: AppRepresentation }) {
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

function SignAgreement({ app: { appid } }: { readonly app: AppRepresentation }) {
  const say = useSay();
  const sign = useChange(APP_OPERATIONS.signAgreement, useDone());
  return (
    <ForRole operation={APP_OPERATIONS.signAgreement}>
      <Popconfirm
        title={say(T.signAsk)}
        okText={say(T.yes)}
        cancelText={say(T.no)}
        onConfirm={() => sign.mutate({ path: { appid } })}
      >
        <Button type="primary" loading={sign.isPending}>
          {say(T.signAgreement)}
        </Button>
      </Popconfirm>
      <ProblemAlert error={sign.error} />
    </ForRole>
  );
}

/** A sandbox submits for the app; elsewhere the app itself, or its platform, must. */
function SubmitReview({
  app: { appid },
  isSandbox,
}: {
  readonly app: AppRepresentation;
  readonly isSandbox: boolean;
}) {
  const say = useSay();
  const submit = useChange(TRIAL_OPERATIONS.callAsApp, useDone());
  if (!isSandbox) return <To href={`/apps/${appid}`}>{say(T.submitOnAppPage)}</To>;
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
function Approve({ app: { appid } }: { readonly app: AppRepresentation }) {
  const say = useSay();
  const { ownAppid } = useSession();
  const denial = useDenial(APP_OPERATIONS.decideAudit);
  const decide = useChange(APP_OPERATIONS.decideAudit, useDone());
  return (
    <>
      {denial === null && (
        <Popconfirm
          title={say(T.approveAsk)}
          okText={say(T.yes)}
          cancelText={say(T.no)}
          onConfirm={() => decide.mutate({ path: { appid }, body: { result: "approved" } })}
        >
          <Button loading={decide.isPending}>{say(T.approve)}</Button>
        </Popconfirm>
      )}
      {ownAppid === null && <To href={`/reviews/${appid}`}>{say(T.figures)}</To>}
      <ProblemAlert error={decide.error} />
    </>
  );
}
