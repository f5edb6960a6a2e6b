import { PlusOutlined } from "@ant-design/icons";
import { APP_OPERATIONS, type AppRepresentation, text } from "@dingdan/contract";
import { Button, type TableProps } from "antd";
import { useMemo, useState } from "react";
import { Link, useLocation } from "wouter";
import { usePages } from "../http/use-pages.js";
import { CursorTable } from "../parts/cursor-table.js";
import { ForRole } from "../parts/for-role.js";
import { Moment } from "../parts/moment.js";
import { Nothing } from "../parts/nothing.js";
import { Page } from "../parts/page.js";
import { PermissionTag } from "../parts/tags.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { KIND_TEXTS } from "./kind-texts.js";
import { RegisterApp } from "./register-app.js";
import { SecretModal } from "./secret-modal.js";

const T = {
  title: text("Apps", "应用"),
  about: text(
    "The apps that may upload orders, and the state of their access.",
    "可上传订单的应用及其接入进度。",
  ),
  register: text("Register an app", "注册应用"),
  name: text("Name", "名称"),
  kind: text("Kind", "类型"),
  permission: text("Permission", "权限"),
  mchids: text("Merchant numbers", "商户号"),
  agreement: text("Agreement signed", "协议签署"),
  created: text("Registered", "注册时间"),
  none: text(
    "No app is registered yet. Register one to get its AppID and secret.",
    "暂无应用。注册后即可获得 AppID 与 AppSecret。",
  ),
};

/** The page of all apps. */
export default function AppsPage() {
  const say = useSay();
  const { language } = useLanguage();
  const [, go] = useLocation();
  const [isRegistering, setRegistering] = useState(false);
  const [secret, setSecret] = useState<{ appid: string; secret: string } | null>(null);
  const pages = usePages(APP_OPERATIONS.listApps, { limit: 50 });
  const columns = useMemo<NonNullable<TableProps<AppRepresentation>["columns"]>>(
    () => [
      {
        title: T.name[language],
        key: "name",
        render: (_, { appid, name }) => (
          <>
            <Link href={`/apps/${appid}`}>{name}</Link>
            <div className="mono quiet">{appid}</div>
          </>
        ),
      },
      {
        title: T.permission[language],
        key: "permission",
        render: (_, { permission }) => <PermissionTag state={permission} />,
      },
      { title: T.kind[language], key: "kind", render: (_, { kind }) => KIND_TEXTS[kind][language] },
      {
        title: T.mchids[language],
        key: "mchids",
        render: (_, { mchids }) => (
          <span className="mono">
            {mchids.slice(0, 2).join(", ") || "–"}
            {mchids.length > 2 ? ` +${mchids.length - 2}` : ""}
          </span>
        ),
      },
      {
        title: T.agreement[language],
        key: "agreement",
        render: (_, { agreement_signed_at: at }) => <Moment at={at} />,
      },
      {
        title: T.created[language],
        key: "created",
        render: (_, { created_at: at }) => <Moment at={at} />,
      },
    ],
    [language],
  );
  const register = (
    <ForRole operation={APP_OPERATIONS.createApp}>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setRegistering(true)}>
        {say(T.register)}
      </Button>
    </ForRole>
  );
  return (
    <Page title={say(T.title)} about={say(T.about)} actions={register}>
      <CursorTable
        label={say(T.title)}
        pages={pages}
        columns={columns}
        rowKey="appid"
        empty={<Nothing what={say(T.none)} />}
      />
      <RegisterApp
        isOpen={isRegistering}
        onClose={() => setRegistering(false)}
        onRegistered={setSecret}
      />
      <SecretModal
        shown={secret}
        onClose={() => {
          // The agreement and the permission are next, on the app's page.
          if (secret !== null) go(`/apps/${secret.appid}`);
          setSecret(null);
        }}
      />
    </Page>
  );
}
