import { LogoutOutlined, MenuOutlined } from "@ant-design/icons";
import { text } from "@dingdan/contract";
import { Button, Flex, Grid, Layout, Skeleton, Tag } from "antd";
import { lazy, Suspense, useEffect, useState } from "react";
import { Link, Route, Switch, useLocation } from "wouter";
import { ClockChip } from "../clock/clock-chip.js";
import iconUrl from "../icon.svg";
import { Nothing } from "../parts/nothing.js";
import { Page } from "../parts/page.js";
import { useSay } from "../preferences/language.js";
import { ROLE_TEXTS } from "../session/may-call.js";
import { useSession } from "../session/session.js";
import { PageFence } from "./page-fence.js";
import { PublicAddressAlert } from "./public-address-alert.js";
import { routesFor } from "./routes.js";
import { SideMenu } from "./side-menu.js";
import { LanguageSwitch, ThemeSwitch } from "./switches.js";

// The pages are shown first.
const LiveUpdates = lazy(() => import("../live/live-updates.js"));

// Only narrow windows need it.
const MenuDrawer = lazy(() => import("./menu-drawer.js"));

const T = {
  skip: text("Skip to content", "跳到正文"),
  menu: text("Menu", "菜单"),
  signOut: text("Sign out", "退出登录"),
  missing: text("Page not found.", "没有这个页面。"),
  home: text("To the overview", "返回概览"),
};

/** The frame of every page: menu, clock, language, theme and sign-out. */
export function Shell() {
  const say = useSay();
  const { session, ownAppid, signOut } = useSession();
  const isWide = Grid.useBreakpoint().lg === true;
  const [isMenuOpen, setMenuOpen] = useState(false);
  // It stays after it was opened, so that it can slide out.
  const [wasMenuOpen, setWasMenuOpen] = useState(false);
  const [location] = useLocation();
  useEffect(() => {
    setMenuOpen(false);
    document.getElementById("page")?.scrollTo(0, 0);
  }, [location]);
  const seen = routesFor(session.role);
  return (
    <Layout className="whole" hasSider>
      <Suspense fallback={null}>
        <LiveUpdates />
      </Suspense>
      <a className="skip" href="#page">
        {say(T.skip)}
      </a>
      {isWide && (
        <Layout.Sider width={216} className="side">
          <Brand />
          <SideMenu />
        </Layout.Sider>
      )}
      {wasMenuOpen && (
        <Suspense fallback={null}>
          <MenuDrawer
            isOpen={isMenuOpen && !isWide}
            title={say(T.menu)}
            onClose={() => setMenuOpen(false)}
          />
        </Suspense>
      )}
      <Layout className="beside">
        <Layout.Header className="head">
          <Flex align="center" gap={8} justify="space-between" className="head-row">
            <Flex align="center" gap={8} className="head-part">
              {!isWide && (
                <>
                  <Button
                    type="text"
                    icon={<MenuOutlined />}
                    aria-label={say(T.menu)}
                    aria-expanded={isMenuOpen}
                    onClick={() => {
                      setMenuOpen(true);
                      setWasMenuOpen(true);
                    }}
                  />
                  <Link href="/" aria-label="Dingdan">
                    <img src={iconUrl} alt="" width={26} height={26} className="brand-icon" />
                  </Link>
                </>
              )}
              <ClockChip />
            </Flex>
            <Flex align="center" gap={2} className="head-part">
              {isWide && (
                <Tag className="who">
                  {ownAppid === null
                    ? `${say(ROLE_TEXTS[session.role])} · ${session.name}`
                    : session.name || ownAppid}
                </Tag>
              )}
              <LanguageSwitch />
              <ThemeSwitch />
              <Button
                type="text"
                icon={<LogoutOutlined />}
                aria-label={say(T.signOut)}
                title={say(T.signOut)}
                onClick={signOut}
              />
            </Flex>
          </Flex>
        </Layout.Header>
        <Layout.Content id="page" tabIndex={-1} className="content" role="main">
          {ownAppid === null && <PublicAddressAlert />}
          <div className="content-inner">
            <PageFence key={location}>
              <Suspense fallback={<Skeleton active paragraph={{ rows: 10 }} />}>
                <Switch>
                  {seen.map(({ path, page: Shown }) => (
                    <Route key={path} path={path}>
                      {(params) => <Shown params={params} />}
                    </Route>
                  ))}
                  <Route>
                    <Page title={say(T.missing)}>
                      <Nothing what={say(T.missing)} next={<Link href="/">{say(T.home)}</Link>} />
                    </Page>
                  </Route>
                </Switch>
              </Suspense>
            </PageFence>
          </div>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}

function Brand() {
  return (
    <Link href="/" className="brand">
      <img src={iconUrl} alt="" width={28} height={28} />
      <span>
        Dingdan <span lang="zh-CN">订单</span>
      </span>
    </Link>
  );
}
