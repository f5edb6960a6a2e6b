import { SETTING_OPERATIONS, type Text, text } from "@dingdan/contract";
import { Card, Tag } from "antd";
import { count } from "../format/numbers.js";
import { useReading } from "../http/queries.js";
import { Facts } from "../parts/facts.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { Moment } from "../parts/moment.js";
import { Page } from "../parts/page.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import { UcpCard } from "./ucp-card.js";

const T = {
  title: text("Settings", "设置"),
  about: text(
    "The settings that the platform was started with. To change them, change its flags or environment variables and restart it.",
    "平台的启动设置。如需修改，请调整启动参数或环境变量后重新启动。",
  ),
  version: text("Version", "版本"),
  mode: text("Mode", "模式"),
  sandbox: text(
    "Sandbox: its clock can be moved, and none of its data is real",
    "沙箱：可以拨快时钟，其中数据均非真实",
  ),
  live: text("Live", "正式运行"),
  publicUrl: text("Address of links", "链接地址"),
  database: text("Database", "数据库"),
  quotas: text("Call limits of an app without its own", "应用默认调用上限"),
  noQuotas: text("No limit", "不限"),
  quota: (minute: string, day: string) =>
    text(
      `${minute} per minute and ${day} per day for each operation`,
      `每个接口每分钟 ${minute} 次，每日 ${day} 次`,
    ),
  log: text("Request log", "请求日志"),
  noLog: text("Off", "未启用"),
  days: (n: number) => text(`kept for ${n} days`, `保留 ${n} 天`),
  events: text("Events and their deliveries", "事件与投递记录"),
  orders: text("Orders", "订单"),
  allOrders: text("all are kept", "全部保留"),
  orderDays: (n: number) =>
    text(`kept for ${n} days after the last change`, `自最后一次变动起保留 ${n} 天`),
  backups: text("Backups by the platform", "平台定期备份"),
  noBackups: text("none", "未启用"),
  backup: (hours: number, keep: number) =>
    text(
      `every ${hours} h, the last ${keep} are kept`,
      `每 ${hours} 小时一次，保留最近 ${keep} 份`,
    ),
  started: text("Started", "启动时间"),
  zone: text("Time zone of this browser", "浏览器时区"),
  links: text("Other pages", "其他"),
  docs: text("API reference", "接口参考文档"),
  metrics: text("Prometheus metrics", "Prometheus 指标"),
  ready: text("Readiness check", "就绪检查"),
};

const LINKS: readonly { readonly href: string; readonly name: Text }[] = [
  { href: "/docs", name: T.docs },
  { href: "/metrics", name: T.metrics },
  { href: "/readyz", name: T.ready },
];

/** The page of the platform's settings. */
export default function SettingsPage() {
  const say = useSay();
  const { language } = useLanguage();
  const { session } = useSession();
  const reading = useReading(SETTING_OPERATIONS.getSettings);
  const { data } = reading;
  if (data === undefined) {
    return (
      <Page title={say(T.title)} about={say(T.about)}>
        <LoadingOrProblem reading={reading} />
      </Page>
    );
  }
  const { quotas } = data;
  const facts = [
    { name: T.version, value: data.version },
    {
      name: T.mode,
      value: (
        <Tag color={data.is_sandbox ? "gold" : "green"} className="tag-wraps">
          {say(data.is_sandbox ? T.sandbox : T.live)}
        </Tag>
      ),
    },
    { name: T.publicUrl, value: data.public_url },
    { name: T.database, value: data.database === "sqlite" ? "SQLite" : "PostgreSQL" },
    {
      name: T.quotas,
      value:
        quotas === undefined
          ? say(T.noQuotas)
          : say(T.quota(count(quotas.per_minute, language), count(quotas.per_day, language))),
    },
    {
      name: T.log,
      value: say(data.request_log_days === 0 ? T.noLog : T.days(data.request_log_days)),
    },
    { name: T.events, value: say(T.days(data.event_days)) },
    {
      name: T.orders,
      value: say(data.order_days === undefined ? T.allOrders : T.orderDays(data.order_days)),
    },
    {
      name: T.backups,
      value:
        data.backups === undefined
          ? say(T.noBackups)
          : say(T.backup(data.backups.every_hours, data.backups.keep)),
    },
    { name: T.started, value: <Moment at={data.started_at} /> },
    { name: T.zone, value: Intl.DateTimeFormat().resolvedOptions().timeZone },
  ];
  return (
    <Page title={say(T.title)} about={say(T.about)}>
      <Card size="small">
        <Facts facts={facts} />
      </Card>
      {session.role !== "merchant" && <UcpCard />}
      <Card size="small" title={say(T.links)}>
        <ul className="links">
          {LINKS.map(({ href, name }) => (
            <li key={href}>
              <a href={href}>
                <code>{href}</code>
              </a>{" "}
              {say(name)}
            </li>
          ))}
        </ul>
      </Card>
    </Page>
  );
}
