import { APP_OPERATIONS, type AppRepresentation, text } from "@dingdan/contract";
import { App, Button, Card, Col, Flex, Popconfirm, Row, Skeleton } from "antd";
import { lazy, Suspense, useState } from "react";
import { Link } from "wouter";
import { useChange, useReading } from "../http/queries.js";
import { CopyButton } from "../parts/copy-button.js";
import { Facts } from "../parts/facts.js";
import { ForRole } from "../parts/for-role.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { Moment } from "../parts/moment.js";
import { Page } from "../parts/page.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { PermissionTag } from "../parts/tags.js";
import { useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import type { PageProps } from "../shell/page-props.js";
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
  sign: text("Record the signature", "记录已签署"),
  signAsk: text(
    "Has the merchant signed the shopping-order agreement?",
    "确认商户已签署购物订单协议？",
  ),
  open: text("Open the permission", "开通权限"),
  close: text("Close the permission", "关闭权限"),
  closeAsk: text(
    "From then on its uploads are rejected, and buyers no longer see its orders.",
    "关闭后其上传将被拒绝，买家不再看到其订单。",
  ),
  yes: text("Yes", "确认"),
  no: text("No", "取消"),
  result: text("Last review", "上次审核"),
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
  const { message } = App.useApp();
  const onSuccess = { onDone: () => void message.success(say(T.done)) };
  const sign = useChange(APP_OPERATIONS.signAgreement, onSuccess);
  const permit = useChange(APP_OPERATIONS.setPermission, onSuccess);
  const set = (state: "open" | "closed") => permit.mutate({ path: { appid }, body: { state } });
  const facts = [
    { name: T.permission, value: <PermissionTag state={permission} /> },
    {
      name: T.agreement,
      value:
        app.agreement_signed_at === undefined ? (
          <Flex gap={8} align="center" wrap>
            {say(T.notSigned)}
            <ForRole operation={APP_OPERATIONS.signAgreement}>
              <Popconfirm
                title={say(T.signAsk)}
                okText={say(T.yes)}
                cancelText={say(T.no)}
                onConfirm={() => sign.mutate({ path: { appid } })}
              >
                <Button size="small" loading={sign.isPending}>
                  {say(T.sign)}
                </Button>
              </Popconfirm>
            </ForRole>
          </Flex>
        ) : (
          <Moment at={app.agreement_signed_at} />
        ),
    },
    {
      name: T.result,
      value: (
        <Flex gap={8} wrap>
          <span>{app.last_result || "–"}</span>
          <Link href={`/reviews/${appid}`}>{say(T.review)}</Link>
        </Flex>
      ),
    },
    { name: T.next, value: <Moment at={app.next_review_at} /> },
    { name: T.kind, value: say(KIND_TEXTS[app.kind]) },
    { name: T.created, value: <Moment at={app.created_at} /> },
  ];
  return (
    <Flex vertical gap={10}>
      <Facts facts={facts} />
      <div>
        {permission === "closed" ? (
          <ForRole operation={APP_OPERATIONS.setPermission}>
            <Button type="primary" loading={permit.isPending} onClick={() => set("open")}>
              {say(T.open)}
            </Button>
          </ForRole>
        ) : (
          <ForRole operation={APP_OPERATIONS.setPermission}>
            <Popconfirm
              title={say(T.close)}
              description={say(T.closeAsk)}
              okText={say(T.yes)}
              cancelText={say(T.no)}
              onConfirm={() => set("closed")}
            >
              <Button danger loading={permit.isPending}>
                {say(T.close)}
              </Button>
            </Popconfirm>
          </ForRole>
        )}
      </div>
      <ProblemAlert error={sign.error ?? permit.error} />
    </Flex>
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
        <Popconfirm
          title={say(T.rotate)}
          description={say(T.rotateAsk)}
          okText={say(T.yes)}
          cancelText={say(T.no)}
          onConfirm={() => rotate.mutate({ path: { appid } })}
        >
          <Button loading={rotate.isPending}>{say(T.rotate)}</Button>
        </Popconfirm>
      </ForRole>
      <ProblemAlert error={rotate.error} />
      <SecretModal shown={shown} onClose={() => setShown(null)} />
    </Flex>
  );
}
