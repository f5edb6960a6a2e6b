import { type Text, text } from "@dingdan/contract";

export type CheckState = "ok" | "warning" | "failed";

/** One check of an installation, and what to do if it is not ok. */
export interface Check {
  readonly name: string;
  readonly state: CheckState;
  /** What was found. */
  readonly found: Text;
  /** The next step; null if the check is ok. */
  readonly next: Text | null;
}

export const passed = (name: string, found: Text): Check => ({
  name,
  state: "ok",
  found,
  next: null,
});

export const warning = (name: string, found: Text, next: Text): Check => ({
  name,
  state: "warning",
  found,
  next,
});

export const failed = (name: string, found: Text, next: Text): Check => ({
  name,
  state: "failed",
  found,
  next,
});

/** A text that is the same in both languages: a path, a version. */
export const plain = (value: string): Text => text(value, value);

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** What is wrong with a database, and the next step. */
export interface Fault {
  readonly found: Text;
  readonly next: Text;
}

/** `once`, `3 times`. */
export const times = (count: number): string => (count === 1 ? "once" : `${count} times`);

const TITLES: Readonly<Record<string, Text>> = {
  settings: text("settings", "设置"),
  "admin key": text("admin key", "管理密钥"),
  "seal key": text("seal key", "封存密钥"),
  "previous seal key": text("previous seal key", "旧封存密钥"),
  "callback networks": text("callback networks", "回调网络"),
  "WeChat Pay keys": text("WeChat Pay keys", "微信支付密钥"),
  "order days": text("order days", "订单保留"),
  node: text("Node", "Node"),
  "open files": text("open files", "打开文件数"),
  database: text("database", "数据库"),
  "database role": text("database role", "数据库角色"),
  "database TLS": text("database TLS", "数据库 TLS"),
  migrations: text("migrations", "迁移"),
  durability: text("durability", "持久性"),
  backup: text("pg_dump", "pg_dump"),
  "scheduled backups": text("scheduled backups", "定期备份"),
  clock: text("clock", "时钟"),
  "disk space": text("disk space", "磁盘空间"),
  "file modes": text("file modes", "文件权限"),
  "public address": text("public address", "公开地址"),
  "file system": text("file system", "文件系统"),
  platform: text("platform", "平台"),
  ready: text("ready", "就绪"),
  version: text("version", "版本"),
  uptime: text("uptime", "运行时间"),
  "request log": text("request log", "请求日志"),
  "writer thread": text("writer thread", "写入线程"),
  limits: text("limits", "限制"),
};

/** The name of a check for people; programs read its `name`. */
export const titleOf = ({ name }: Check): Text =>
  TITLES[name] ?? text(name, name.replace(/^limit /, "限制 ").replace(/^durability /, "持久性 "));
