import { APP_OPERATIONS, type AppRepresentation, text } from "@dingdan/contract";
import { App, Button, Card, Col, Flex, Row, Skeleton } from "antd";
import { lazy, Suspense, useState } from "react";
import { Link } from "wouter";
import { useChange, useReading } from "../http/queries.js";
import { AskButton } from "../parts/ask-button.js";
import { CopyButton } from "../parts/copy-button.js";
import { Facts } from "../parts/facts.js";
import { ForRole } from "../parts/for-role.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { Moment } from "../parts/moment.js";
import { Page } from "../parts/page.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { PermissionTag } from "../parts/tags.js";
import { useSay } from "../preferences/language.js";
import { lastResultOf, reasonWords } from "../reviews/reason-words.js";
import { useSession } from "../session/session.js";
import type { PageProps } from "../shell/page-props.js";
import { OpenPermission, SignAgreement } from "./access-steps.js";
import { Authorizations } from "./authorizations.js";
import { KIND_TEXTS } from "./kind-texts.js";
import { SecretModal } from "./secret-modal.js";

// The form is not needed to show the page.
const AppSettings = lazy(async () => ({
  default: (await import("./app-settings.js")).AppSettings,
}));

const ShippingSettings = lazy(async () => ({
  default: (await import("./shipping-settings.js")).ShippingSettings,
}));

const T = {
  title: text("App", "应用"),
  back: text("All apps", "全部应用"),
  access: text("Access", "接入"),
  kind: text("Kind", "类型"),
  permission: text("Permission", "权限"),
  agreement: text("Agreement", "购物订单协议"),
  notSigned: text("Not signed yet", "尚未签署"),
  close: text("Close the permission", "关闭权限"),
  closeAsk: text(
    "From then on its uploads are rejected, and buyers no longer see its orders.",
    "关闭后其上传将被拒绝，买家不再看到其订单。",
  ),
  result: text("Last review", "上次审核"),
  approved: text("Approved", "通过"),
  rejected: text("Rejected", "不通过"),
  next: text("Next review", "下次审核"),
  review: text("Figures and history", "数据与历史"),
  created: text("Registered", "注册时间"),
  secret: text("Secret", "AppSecret"),
  secretAbout: text(
    "A new secret replaces the old one immediately. Update your server's configuration before it needs the next token.",
    "重置后旧 AppSecret 立即失效，请及时更新服务器配置。",
  ),
  rotate: text("Reset the secret", "重置 AppSecret"),
  rotateAsk: text("The old secret stops working immediately.", "旧 AppSecret 将立即失效。"),
  settings: text("Settings", "设置"),
  authorizations: text("Third-party platforms", "第三方平台授权"),
  orders: text("Orders", "订单"),
  shipping: text("Shipping", "发货管理"),
  requests: text("Requests", "请求日志"),
  tryIt: text("Try its calls", "调试接口"),
  done: text("Done.", "已完成。"),
};

/** The page of one app: access, secret, settings and authorised third-party platforms. */
export default function AppPage({ params }: PageProps) {
  const appid = params["appid"] ?? "";
  const say = useSay();
  const { ownAppid } = useSession();
  const reading = useReading(APP_OPERATIONS.getApp, { path: { appid } }, { everyMs: 10_000 });
  const { data: app } = reading;
  const back =
    ownAppid === null ? (
      <Link href="/apps" asChild>
        <Button type="text">{say(T.back)}</Button>
      </Link>
    ) : undefined;
  if (app === undefined) {
    return (
      <Page title={say(T.title)} actions={back}>
        <LoadingOrProblem reading={reading} />
      </Page>
    );
  }
  return (
    <Page
      title={app.name}
      about={
        <Flex gap={8} align="center">
          <span className="mono">{app.appid}</span>
          <CopyButton value={app.appid} label="AppID" />
        </Flex>
      }
      actions={
        <>
          <Link href={`/orders?appid=${appid}`}>{say(T.orders)}</Link>
          <Link href={`/shipping?appid=${appid}`}>{say(T.shipping)}</Link>
          <Link href={`/requests?appid=${appid}`}>{say(T.requests)}</Link>
          <Link href={`/try?appid=${appid}`}>{say(T.tryIt)}</Link>
          {back}
        </>
      }
    >
      <Row gutter={[12, 12]}>
        <Col xs={24} lg={12}>
          <Card size="small" title={say(T.access)} className="fills">
            <Access app={app} />
          </Card>
        </Col>
        <Col xs={24} lg={12}>
          <Card size="small" title={say(T.secret)} className="fills">
            <Secret appid={appid} />
          </Card>
        </Col>
      </Row>
      <Card size="small" title={say(T.settings)}>
        <ForRole operation={APP_OPERATIONS.updateApp} isForm>
          <Suspense fallback={<Skeleton active />}>
            <AppSettings key={appid} app={app} />
          </Suspense>
        </ForRole>
      </Card>
      {ownAppid === null && app.kind !== "service_provider" && (
        <Suspense fallback={<Skeleton active />}>
          <ShippingSettings key={`shipping ${appid}`} app={app} />
        </Suspense>
      )}
      <Card size="small" title={say(T.authorizations)}>
        <Authorizations appid={appid} />
      </Card>
    </Page>
  );
}

function Access({ app }: { readonly app: AppRepresentation }) {
  const { appid, permission } = app;
  const say = useSay();
  const facts = [
    { name: T.permission, value: <PermissionTag state={permission} /> },
    {
      name: T.agreement,
      value:
        app.agreement_signed_at === undefined ? (
          <Flex gap={8} align="center" wrap>
            {say(T.notSigned)}
            <SignAgreement app={app} isBeside />
          </Flex>
        ) : (
          <Moment at={app.agreement_signed_at} />
        ),
    },
    {
      name: T.result,
      value: (
        <Flex gap={8} wrap>
          <LastResult wire={app.last_result} />
          <Link href={`/reviews/${appid}`}>{say(T.review)}</Link>
        </Flex>
      ),
    },
    { name: T.next, value: <Moment at={app.next_review_at} /> },
    { name: T.kind, value: say(KIND_TEXTS[app.kind]) },
    { name: T.created, value: <Moment at={app.created_at} /> },
  ];
  return (
    <Flex vertical gap={10} align="flex-start">
      <Facts facts={facts} />
      {permission === "closed" ? <OpenPermission app={app} /> : <ClosePermission appid={appid} />}
    </Flex>
  );
}

function LastResult({ wire }: { readonly wire: string }) {
  const say = useSay();
  const last = lastResultOf(wire);
  if (last === null) return <span>{wire || "–"}</span>;
  return (
    <span>
      {say(T[last.result])}
      {last.reason !== "" && <div className="quiet">{say(reasonWords(last.reason))}</div>}
    </span>
  );
}

function ClosePermission({ appid }: { readonly appid: string }) {
  const say = useSay();
  const { message } = App.useApp();
  const close = useChange(APP_OPERATIONS.setPermission, {
    onDone: () => void message.success(say(T.done)),
  });
  return (
    <ForRole operation={APP_OPERATIONS.setPermission}>
      <AskButton
        ask={say(T.close)}
        about={say(T.closeAsk)}
        onYes={() => close.mutate({ path: { appid }, body: { state: "closed" } })}
        danger
        loading={close.isPending}
      >
        {say(T.close)}
      </AskButton>
      <ProblemAlert error={close.error} />
    </ForRole>
  );
}

function Secret({ appid }: { readonly appid: string }) {
  const say = useSay();
  const [shown, setShown] = useState<{ appid: string; secret: string } | null>(null);
  const rotate = useChange(APP_OPERATIONS.rotateSecret, { onDone: setShown });
  return (
    <Flex vertical gap={12} align="flex-start">
      <div className="quiet">{say(T.secretAbout)}</div>
      <ForRole operation={APP_OPERATIONS.rotateSecret}>
        <AskButton
          ask={say(T.rotate)}
          about={say(T.rotateAsk)}
          onYes={() => rotate.mutate({ path: { appid } })}
          loading={rotate.isPending}
        >
          {say(T.rotate)}
        </AskButton>
      </ForRole>
      <ProblemAlert error={rotate.error} />
      <SecretModal shown={shown} onClose={() => setShown(null)} />
    </Flex>
  );
}
