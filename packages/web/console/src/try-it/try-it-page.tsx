import { SendOutlined } from "@ant-design/icons";
import {
  APP_OPERATIONS,
  CLOCK_OPERATIONS,
  isObject,
  type LoggedRequestRepresentation,
  OPERATIONS,
  REQUEST_OPERATIONS,
  readJson,
  TRADE_ORDER_OPERATIONS,
  TRIAL_OPERATIONS,
  text,
} from "@dingdan/contract";
import { Alert, Button, Card, Col, Flex, Row, Segmented, Skeleton } from "antd";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { useChange, useReading } from "../http/queries.js";
import { useSearchState } from "../http/search-state.js";
import { AppSelect } from "../parts/app-select.js";
import { CopyButton } from "../parts/copy-button.js";
import { ForRole } from "../parts/for-role.js";
import { OperationSelect } from "../parts/operation-select.js";
import { Page } from "../parts/page.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { maskedTexts, pathsOfTexts } from "../requests/logged-body.js";
import { useSession } from "../session/session.js";
import { bodyOf } from "./body-of.js";
import { forPayment, freshExample } from "./example.js";
import { goToLine, JsonEditor } from "./json-editor.js";
import { LiveCheck } from "./live-check.js";
import { MASKED } from "./masked-alert.js";
import { TRIED_KEYS, triedKeyOf } from "./operations.js";
import { PayButton } from "./pay-button.js";
import { PayForShipping } from "./pay-for-shipping.js";
import { PayUploaded } from "./pay-uploaded.js";
import { namedNumber } from "./payment-for.js";
import { CodeSamples } from "./samples.js";
import { SentReply } from "./sent-reply.js";
import { useSettled } from "./use-settled.js";

// The JSON is shown first, without the form.
const SchemaForm = lazy(async () => ({
  default: (await import("./schema-form.js")).SchemaForm,
}));

const T = {
  title: text("Try it", "接口调试"),
  about: text(
    "The request is checked as you type, by the rules of the call itself. Nothing is stored until you send it.",
    "输入时即按正式规则实时校验；发送之前不会保存任何内容。",
  ),
  operation: text("Operation", "接口"),
  form: text("Form", "表单"),
  raw: text("JSON", "JSON"),
  editor: text("Request body", "请求体"),
  example: text("New example", "填入示例"),
  send: text("Send", "发送"),
  sandboxOnly: text(
    "Calls can be sent from here only in a sandbox. Elsewhere, use the code below.",
    "仅沙箱可在此发送；其他环境请使用下方代码。",
  ),
  chooseApp: text("Choose the app to call for.", "请选择要代其调用的应用。"),
  reply: text("Reply", "应答"),
  noForm: text(
    "The form is available again when the JSON is valid.",
    "JSON 可解析后才能使用表单。",
  ),
};

const NOTHING_MASKED = { body: "", redacted: [] };

/** The page to try operations: a form, an editor, a dry-run while typing, and code samples. */
export default function TryItPage() {
  const say = useSay();
  const { language } = useLanguage();
  const { ownAppid } = useSession();
  const [state, setState] = useSearchState(["operation", "appid", "rid", "field", "corrected"]);
  const { data: logged } = useReading(
    REQUEST_OPERATIONS.listRequests,
    { query: { rid: state.rid ?? "", limit: 1 } },
    { isEnabled: state.rid !== undefined },
  );
  const replayed = state.rid === undefined ? undefined : logged?.items[0];
  const { data: apps } = useReading(
    APP_OPERATIONS.listApps,
    { query: { limit: 100 } },
    { isEnabled: ownAppid === null },
  );
  const key = triedKeyOf(state.operation ?? replayed?.operation) ?? "uploadShoppingInfo";
  const appid =
    ownAppid ??
    state.appid ??
    replayed?.appid ??
    apps?.items.find(({ kind }) => kind !== "service_provider")?.appid;
  const { data: app } = useReading(
    APP_OPERATIONS.getApp,
    { path: { appid: appid ?? "" } },
    { isEnabled: appid !== undefined },
  );
  const { data: clock } = useReading(CLOCK_OPERATIONS.getClock);
  const isShipping = OPERATIONS[key].group === "shipping-management";
  const { data: payments, error: paymentsError } = useReading(
    TRADE_ORDER_OPERATIONS.listTradeOrders,
    { query: { ...(appid === undefined ? {} : { appid }), limit: 1 } },
    { isEnabled: isShipping && appid !== undefined },
  );
  const exampleNow = (now: Date) => {
    const example = freshExample(key, app, now);
    const [payment] = isShipping ? (payments?.items ?? []) : [];
    return payment === undefined ? example : forPayment(example, payment);
  };
  const isReady = !isShipping || payments !== undefined || paymentsError !== null;
  const [body, setBody] = useState("");
  const [view, setView] = useState<"form" | "raw">("raw");

  async function fill(sent: LoggedRequestRepresentation, caller: typeof app, now: string) {
    const filledBody = await bodyOf(sent, caller, now);
    setBody(filledBody);
    if (state.field !== undefined) showField(filledBody, state.field);
  }

  // The example needs the app, the time and perhaps a payment, so that it can be sent unchanged.
  const filled = useRef("");
  useEffect(() => {
    const wanted =
      replayed === undefined ? `${key} ${appid}` : `${replayed.rid} ${state.corrected ?? ""}`;
    if (filled.current === wanted || clock === undefined || !isReady) return;
    if (replayed !== undefined) {
      if (state.corrected !== undefined && app === undefined) return;
      void fill(replayed, state.corrected === undefined ? undefined : app, clock.now);
    } else if (app !== undefined) setBody(exampleNow(new Date(clock.now)));
    else return;
    filled.current = wanted;
  }, [key, appid, app, clock, replayed, state.corrected, payments, isReady]);

  const settled = useSettled(body, 400);
  const name = OPERATIONS[key].name;
  const check = useReading(
    TRIAL_OPERATIONS.validateAsApp,
    { path: { appid: appid ?? "", operation: name }, wireBody: settled },
    { isEnabled: appid !== undefined && filled.current !== "", keepsPrevious: true },
  );
  const send = useChange(TRIAL_OPERATIONS.callAsApp);
  const reading = useMemo(() => readJson(body), [body]);
  const isBlank = body.trim() === "";
  const lineOf = (path: string): number =>
    reading.kind === "value" ? reading.lineOf(path) : reading.fault.line;
  const checked = settled === body ? check.data : undefined;
  const violations = checked?.violations ?? [];
  const masks = useMemo(() => maskedTexts(replayed ?? NOTHING_MASKED), [replayed]);
  const masked = reading.kind === "value" ? pathsOfTexts(reading.value, masks) : [];
  const marked = new Set(
    reading.kind === "fault" && !isBlank
      ? [reading.fault.line]
      : [...violations.map(({ path }) => path), ...masked].map(lineOf),
  );
  const faults = new Map([
    ...violations.map(({ path, message }) => [path, message] as const),
    ...masked.map((path) => [path, say(MASKED)] as const),
  ]);
  const goToField = (path: string) => {
    setView("raw");
    setTimeout(() => goToLine(lineOf(path)));
  };
  const call = { key, appid: appid ?? "APPID", baseUrl: location.origin, body };
  const isSandbox = clock?.is_sandbox === true;
  const isOrder = key === "uploadShoppingInfo" || key === "uploadCombinedShoppingInfo";
  const { reply } = send.data ?? {};
  const isUploaded = isOrder && isObject(reply) && reply["errcode"] === 0;
  const number =
    isUploaded && reading.kind === "value"
      ? namedNumber({ mchids: app?.mchids ?? [] }, reading.value)
      : null;
  const Pay = isOrder ? PayButton : isShipping ? PayForShipping : null;

  return (
    <Page title={say(T.title)} about={say(T.about)}>
      <Flex gap={8} wrap align="center">
        <OperationSelect
          isRequired
          keys={TRIED_KEYS}
          label={say(T.operation)}
          value={key}
          onChange={(chosen) =>
            setState({
              operation: chosen,
              rid: undefined,
              field: undefined,
              corrected: undefined,
            })
          }
        />
        <AppSelect isRequired value={appid} onChange={(chosen) => setState({ appid: chosen })} />
      </Flex>
      <div className="quiet">
        <code className="mono">
          {OPERATIONS[key].method} {OPERATIONS[key].path}
        </code>{" "}
        {OPERATIONS[key].description[language]}
      </div>
      {appid === undefined && <Alert type="info" showIcon title={say(T.chooseApp)} />}
      <Row gutter={[12, 12]}>
        <Col xs={24} lg={14}>
          <Card size="small">
            <Flex gap={8} wrap justify="space-between" className="editor-head">
              <Segmented<"form" | "raw">
                aria-label={say(T.editor)}
                value={view}
                onChange={setView}
                options={[
                  { value: "raw", label: say(T.raw) },
                  { value: "form", label: say(T.form) },
                ]}
              />
              <Flex gap={8} align="center">
                <Button
                  size="small"
                  onClick={() => setBody(exampleNow(new Date(clock?.now ?? Date.now())))}
                >
                  {say(T.example)}
                </Button>
                <CopyButton value={body} label={say(T.editor)} />
              </Flex>
            </Flex>
            {view === "raw" ? (
              <JsonEditor
                value={body}
                onChange={setBody}
                marked={marked}
                label={say(T.editor)}
                describedBy="faults"
              />
            ) : reading.kind === "fault" && !isBlank ? (
              <Alert type="info" showIcon title={say(T.noForm)} />
            ) : (
              <div className="schema-form">
                <Suspense fallback={<Skeleton active />}>
                  <SchemaForm
                    schema={OPERATIONS[key].request}
                    value={reading.kind === "value" && isObject(reading.value) ? reading.value : {}}
                    faults={faults}
                    onChange={(changed) => setBody(JSON.stringify(changed, null, 2))}
                  />
                </Suspense>
              </div>
            )}
          </Card>
        </Col>
        <Col xs={24} lg={10}>
          <div className="stack">
            <LiveCheck
              reading={reading}
              isBlank={isBlank}
              checked={checked}
              isChecking={check.isLoading}
              error={check.error}
              masked={masked}
              lineOf={lineOf}
              onField={goToField}
            />
            <Card size="small" title={say(T.reply)}>
              <div className="stack">
                {isSandbox ? (
                  <Flex gap={8} wrap>
                    <ForRole operation={TRIAL_OPERATIONS.callAsApp}>
                      <Button
                        type="primary"
                        icon={<SendOutlined />}
                        disabled={appid === undefined}
                        loading={send.isPending}
                        onClick={() =>
                          send.mutate({
                            path: { appid: appid ?? "", operation: name },
                            wireBody: body,
                          })
                        }
                      >
                        {say(T.send)}
                      </Button>
                    </ForRole>
                    {Pay !== null &&
                      app !== undefined &&
                      reading.kind === "value" &&
                      ownAppid === null && (
                        <Pay app={app} request={reading.value} now={clock.now} />
                      )}
                    {ownAppid !== null && number !== null && (
                      <PayUploaded appid={ownAppid} number={number} />
                    )}
                  </Flex>
                ) : (
                  <div className="quiet">{say(T.sandboxOnly)}</div>
                )}
                <ProblemAlert error={send.error} />
                {send.data !== undefined && (
                  <SentReply sent={send.data} appid={appid} number={number} onField={goToField} />
                )}
              </div>
            </Card>
          </div>
        </Col>
      </Row>
      <CodeSamples call={call} />
    </Page>
  );
}

/** Selects the line of a field, once the editor shows the body. */
function showField(body: string, field: string): void {
  const reading = readJson(body);
  if (reading.kind === "value") setTimeout(() => goToLine(reading.lineOf(field)));
}
