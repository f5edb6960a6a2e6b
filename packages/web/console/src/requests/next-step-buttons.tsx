import {
  APP_OPERATIONS,
  type AppRepresentation,
  CLOCK_OPERATIONS,
  type LoggedRequestRepresentation,
  text,
} from "@dingdan/contract";
import { Flex } from "antd";
import { Approve, OpenPermission, SignAgreement, SubmitReview } from "../apps/access-steps.js";
import { useReading } from "../http/queries.js";
import { useOrderPath } from "../orders/use-order-path.js";
import { LinkButton } from "../parts/link-button.js";
import { useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import { namedNumber } from "../try-it/payment-for.js";
import { isComplete, parsedBody } from "./logged-body.js";
import { type NextStep, nextSteps } from "./next-steps.js";
import { PayForCall } from "./pay-for-call.js";
import { SendAgain } from "./send-again.js";

type Logged = LoggedRequestRepresentation;

const T = {
  edit: text("Edit the request", "修改请求"),
  tryAs: (operation: string) => text(`Open as ${operation}`, `改用 ${operation}`),
  order: text("Show the order", "查看订单"),
  shipping: text("Show the payment's shipping", "查看发货状态"),
  tokenCalls: text("Show the token calls", "查看获取凭据的调用"),
  appCalls: text("Show this app's calls", "查看该应用的调用"),
  appSettings: text("Open the app's settings", "打开应用设置"),
};

/** The steps that a person can take about a call, the first one first. */
export function NextStepButtons({
  request,
  isEdited = false,
}: {
  readonly request: Logged;
  /** True where the request is being edited already: there it is sent again, too. */
  readonly isEdited?: boolean;
}) {
  const { ownAppid } = useSession();
  const { explanation, cause, appid } = request;
  const causes = [...explanation.diagnoses.map(({ id }) => id), ...(cause ? [cause] : [])];
  const steps = nextSteps(causes, { hasField: explanation.field !== "" }).filter(
    (step) => !isEdited || (step !== "edit" && step !== "replay"),
  );
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
    return (
      <LinkButton href={`/try?rid=${request.rid}&operation=${tryAs}`}>
        {say(T.tryAs(tryAs))}
      </LinkButton>
    );
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
        <LinkButton href={editPath(request)}>{say(T.edit)}</LinkButton>
      ) : null;
    case "pay":
      return isSandbox && app !== undefined ? <PayForCall app={app} body={body} /> : null;
    case "order":
      return <ShowOrder appid={app?.appid} number={number} />;
    case "shipping":
      return number === null ? null : (
        <LinkButton href={`/shipping?${ofApp}q=${encodeURIComponent(number)}`}>
          {say(T.shipping)}
        </LinkButton>
      );
    case "tokenCalls":
      return (
        <LinkButton href={`/requests?${ofApp}operation=getAccessToken`}>
          {say(T.tokenCalls)}
        </LinkButton>
      );
    case "appCalls":
      return app === undefined ? null : (
        <LinkButton href={`/requests?appid=${app.appid}`}>{say(T.appCalls)}</LinkButton>
      );
    case "appSettings":
      return app === undefined ? null : (
        <LinkButton href={`/apps/${app.appid}`}>{say(T.appSettings)}</LinkButton>
      );
  }
}

function ShowOrder({ appid, number }: Parameters<typeof useOrderPath>[0]) {
  const say = useSay();
  const path = useOrderPath({ appid, number });
  return path === null ? null : <LinkButton href={path}>{say(T.order)}</LinkButton>;
}

/** The page Try it with the logged body and the field of the fault selected. */
const editPath = ({ rid, explanation: { field } }: Logged) =>
  `/try?rid=${encodeURIComponent(rid)}${field === "" ? "" : `&field=${encodeURIComponent(field)}`}`;
