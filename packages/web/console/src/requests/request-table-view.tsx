import { type LoggedRequestRepresentation, text } from "@dingdan/contract";
import type { TableProps } from "antd";
import { type ReactNode, useMemo } from "react";
import { Link } from "wouter";
import { duration } from "../format/times.js";
import type { Pages } from "../http/use-pages.js";
import { AppName } from "../parts/app-name.js";
import { CursorTable } from "../parts/cursor-table.js";
import { Moment } from "../parts/moment.js";
import { ErrcodeTag } from "../parts/tags.js";
import { useLanguage } from "../preferences/language.js";
import { reasonOf } from "./reason-of.js";

const T = {
  at: text("Time", "时间"),
  call: text("Call", "接口"),
  result: text("Result", "结果"),
  app: text("App", "应用"),
  took: text("Duration", "用时"),
  fine: text("ok", "成功"),
};

export interface RequestTableProps {
  readonly pages: Pages<LoggedRequestRepresentation>;
  readonly label: string;
  readonly empty: ReactNode;
  /** False for the calls of one app. */
  readonly showsApp?: boolean;
}

/** The table itself. */
export function RequestTableView({ pages, label, empty, showsApp = false }: RequestTableProps) {
  const { language } = useLanguage();
  const columns = useMemo<NonNullable<TableProps<LoggedRequestRepresentation>["columns"]>>(
    () => [
      { title: T.at[language], key: "at", render: (_, { at }) => <Moment at={at} /> },
      {
        title: T.call[language],
        key: "call",
        render: (_, { rid, operation, method, path }) => (
          <div className="call">
            <Link href={`/requests/${rid}`} className="mono">
              {operation ?? `${method} ${path}`}
            </Link>
            <div className="mono quiet nowrap">{rid}</div>
          </div>
        ),
      },
      {
        title: T.result[language],
        key: "result",
        render: (_, request) => <Result request={request} fine={T.fine[language]} />,
      },
      ...(showsApp
        ? [
            {
              title: T.app[language],
              key: "app",
              render: (_: unknown, { appid, app_name: name }: LoggedRequestRepresentation) => (
                <AppName appid={appid} name={name} />
              ),
            },
          ]
        : []),
      {
        title: T.took[language],
        key: "took",
        align: "right",
        render: (_, { duration_ms: ms }) => <span className="num">{duration(ms, language)}</span>,
      },
    ],
    [language, showsApp],
  );
  return <CursorTable pages={pages} label={label} columns={columns} rowKey="rid" empty={empty} />;
}

/** The code with its title, and why. */
function Result({
  request: { errcode, message, explanation },
  fine,
}: {
  readonly request: LoggedRequestRepresentation;
  readonly fine: string;
}) {
  const { title, why } = reasonOf({ message, explanation });
  return (
    <div className="why">
      <ErrcodeTag errcode={errcode} /> {errcode === 0 ? fine : title}
      {why !== "" && <div className="quiet">{why}</div>}
    </div>
  );
}
