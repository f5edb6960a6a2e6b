import { ClockCircleOutlined } from "@ant-design/icons";
import { CLOCK_OPERATIONS, text } from "@dingdan/contract";
import { App, Button, Flex, Popover } from "antd";
import { chinaTime, isAbroad, localTime, shortTime, zoneOf } from "../format/times.js";
import { useChange, useReading } from "../http/queries.js";
import { ForRole } from "../parts/for-role.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import { movedText } from "./moved-text.js";
import { useNow } from "./use-now.js";

const T = {
  sandbox: text("Sandbox", "沙箱"),
  title: text("The sandbox's clock", "沙箱时钟"),
  about: text(
    "Move it ahead. Reviews, timeouts and pushes that fall due on the way run immediately.",
    "拨快时钟：途中到期的审核、超时与推送会立即执行。",
  ),
  china: text("China", "中国时间"),
  zone: (zone: string) =>
    text(
      `Times on these pages are in your browser's time zone, ${zone}.`,
      `页面中的时间均为浏览器所在时区 ${zone} 的时间。`,
    ),
  steps: {
    600: text("+10 min", "+10 分钟"),
    3600: text("+1 h", "+1 小时"),
    21600: text("+6 h", "+6 小时"),
  },
};

const STEPS = [600, 3600, 21600] as const;

/** The sandbox's time, with buttons that move it; outside a sandbox only the time zone of the pages. */
export function ClockChip() {
  const say = useSay();
  const { language } = useLanguage();
  const { ownAppid } = useSession();
  const { message } = App.useApp();
  const { data: clock } = useReading(CLOCK_OPERATIONS.getClock);
  const now = useNow(1000);
  const advance = useChange(CLOCK_OPERATIONS.advanceClock, {
    onDone: (advanced) => void message.success(say(movedText(advanced))),
  });
  if (clock === undefined || now === null) return null;
  const zone = zoneOf(now);
  if (!clock.is_sandbox) {
    return (
      <span className="quiet zone" title={say(T.zone(zone))}>
        {zone}
      </span>
    );
  }
  const content = (
    <Flex vertical gap={10} className="clock-panel">
      <div className="quiet">{say(T.about)}</div>
      <div className="quiet">{say(T.zone(zone))}</div>
      {isAbroad(now) && (
        <div>
          {say(T.china)}: <span className="num">{chinaTime(now, language)}</span>
        </div>
      )}
      {ownAppid === null && (
        <ForRole operation={CLOCK_OPERATIONS.advanceClock}>
          <Flex gap={8} wrap>
            {STEPS.map((seconds) => (
              <Button
                key={seconds}
                loading={advance.isPending && advance.variables.body?.advance_seconds === seconds}
                disabled={advance.isPending}
                onClick={() => advance.mutate({ body: { advance_seconds: seconds } })}
              >
                {say(T.steps[seconds])}
              </Button>
            ))}
          </Flex>
        </ForRole>
      )}
      <ProblemAlert error={advance.error} />
    </Flex>
  );
  return (
    <Popover content={content} title={say(T.title)} trigger="click" placement="bottomLeft">
      <Button
        size="small"
        icon={<ClockCircleOutlined />}
        className="clock-chip num"
        title={say(T.title)}
      >
        <span className="clock-words">
          <span>{say(T.sandbox)}</span>
          <span className="clock-long">{localTime(now, language)}</span>
          <span className="clock-zone">{zone}</span>
          <span className="clock-short">{shortTime(now, language)}</span>
        </span>
      </Button>
    </Popover>
  );
}
