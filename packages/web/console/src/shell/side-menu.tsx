import {
  ApiOutlined,
  AppstoreOutlined,
  AuditOutlined,
  CarOutlined,
  DashboardOutlined,
  FileSearchOutlined,
  HistoryOutlined,
  KeyOutlined,
  PlayCircleOutlined,
  SettingOutlined,
  ShopOutlined,
  ThunderboltOutlined,
  UnorderedListOutlined,
  UserOutlined,
  WechatOutlined,
} from "@ant-design/icons";
import { type Text, text } from "@dingdan/contract";
import { Menu } from "antd";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import { routesFor } from "./routes.js";

const ICONS: Readonly<Record<string, ReactNode>> = {
  "/": <DashboardOutlined />,
  "/orders": <UnorderedListOutlined />,
  "/shipping": <CarOutlined />,
  "/events": <ThunderboltOutlined />,
  "/requests": <FileSearchOutlined />,
  "/apps": <AppstoreOutlined />,
  "/reviews": <AuditOutlined />,
  "/webhooks": <ApiOutlined />,
  "/try": <PlayCircleOutlined />,
  "/service-provider-orders": <ShopOutlined />,
  "/wechatpay": <WechatOutlined />,
  "/settings": <SettingOutlined />,
  "/keys": <KeyOutlined />,
  "/buyers": <UserOutlined />,
  "/audit": <HistoryOutlined />,
};

const GROUPS: Readonly<Record<"look" | "work" | "platform", Text>> = {
  look: text("View", "查看"),
  work: text("Manage", "操作"),
  platform: text("Platform", "平台"),
};

const T = {
  navigation: text("Main menu", "主菜单"),
  myApp: text("My app", "我的应用"),
  myReview: text("My review", "我的审核"),
};

interface Entry {
  readonly path: string;
  readonly icon: ReactNode;
  readonly title: Text;
}

/** The pages that the user may see, in groups. */
export function SideMenu() {
  const say = useSay();
  const { session, ownAppid } = useSession();
  const [location] = useLocation();
  const entriesOf = (group: "look" | "work" | "platform"): Entry[] => {
    const own: Entry[] =
      ownAppid === null || group !== "work"
        ? []
        : [
            { path: `/apps/${ownAppid}`, icon: ICONS["/apps"], title: T.myApp },
            { path: `/reviews/${ownAppid}`, icon: ICONS["/reviews"], title: T.myReview },
          ];
    const shared = routesFor(session.role)
      .filter(({ menu }) => menu === group)
      .map(({ path, title }) => ({ path, title, icon: ICONS[path] }));
    return [...own, ...shared];
  };
  const groups = (["look", "work", "platform"] as const)
    .map((group) => ({ group, entries: entriesOf(group) }))
    .filter(({ entries }) => entries.length > 0);
  const paths = groups.flatMap(({ entries }) => entries.map(({ path }) => path));
  const present = paths.findLast((path) =>
    path === "/" ? location === "/" : `${location}/`.startsWith(`${path}/`),
  );
  return (
    <nav aria-label={say(T.navigation)}>
      <Menu
        mode="inline"
        className="side-menu"
        selectedKeys={present === undefined ? [] : [present]}
        items={groups.map(({ group, entries }) => ({
          type: "group",
          key: group,
          label: say(GROUPS[group]),
          children: entries.map(({ path, icon, title }) => ({
            key: path,
            icon,
            label: (
              <Link href={path} {...(path === present ? { "aria-current": "page" } : {})}>
                {say(title)}
              </Link>
            ),
          })),
        }))}
      />
    </nav>
  );
}
