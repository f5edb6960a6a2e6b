import { text } from "@dingdan/contract";
import type { Problem } from "../errors.js";

/** The texts of `dingdan clock`. */
export const CLOCK_TEXTS = {
  group: text("The platform's clock; a sandbox's can be moved ahead", "平台时钟；沙箱时钟可拨快"),
  show: text("Show the platform's time", "显示平台时间"),
  advance: text(
    "Sandbox only: move the clock ahead by a time; `dingdan clock +6h` is short for it",
    "仅沙箱：将时钟拨快一段时间；可简写为 `dingdan clock +6h`",
  ),
  set: text("Sandbox only: move the clock ahead to an instant", "仅沙箱：将时钟拨到某一时刻"),
  moveMore: text(
    "Everything that falls due meanwhile happens, in the order of time: reviews, timeouts, receipts, settlements. A clock is never moved back.",
    "其间到期的任务均会按时间先后执行：审核、超时、确认收货、结算。时钟不能回拨。",
  ),
  argument: {
    duration: text("Such as +90s, +30m, 36h or 10d", "如 +90s、+30m、36h、10d"),
    instant: text(
      "A time with its offset, such as 2026-11-30T10:00:00+08:00",
      "带时区的时间，如 2026-11-30T10:00:00+08:00",
    ),
  },
  label: {
    now: text("time", "时间"),
    ahead: text("ahead of the system clock by", "比系统时钟快"),
    clock: text("clock", "时钟"),
    due: text("fell due", "到期任务"),
  },
  seconds: (count: number) => text(`${count} s`, `${count} 秒`),
  sandbox: text("a sandbox's, can be moved ahead", "沙箱时钟，可拨快"),
  fixed: text("the system clock, cannot be moved", "系统时钟，不可拨动"),
  problem: {
    badDuration: (value: string): Problem => ({
      message: text(`not a duration: ${value}`, `不是时长：${value}`),
      hint: text(
        "give a number with s, m, h or d, at most 366d: +90s, +30m, 36h, 10d; `dingdan clock --help` lists the commands",
        "请给出以 s、m、h 或 d 结尾的数，最多 366d：+90s、+30m、36h、10d；命令见 `dingdan clock --help`",
      ),
    }),
    badInstant: (value: string): Problem => ({
      message: text(`not a time with an offset: ${value}`, `不是带时区的时间：${value}`),
      hint: text(
        "write it like 2026-11-30T10:00:00+08:00",
        "请写成 2026-11-30T10:00:00+08:00 的形式",
      ),
    }),
    past: (now: string): Problem => ({
      message: text(`the clock is past this time: it is ${now}`, `时钟已过该时刻，现为 ${now}`),
      hint: text(
        "a clock is only moved ahead; to start earlier, start a new sandbox with --days-ago",
        "时钟只能拨快；如需更早的时间，请以 --days-ago 启动新沙箱",
      ),
    }),
    tooFar: (now: string): Problem => ({
      message: text(`more than 366 days ahead: it is ${now}`, `拨快超过 366 天，现为 ${now}`),
      hint: text("move the clock in several steps", "请分几次拨快"),
    }),
  },
} as const;
