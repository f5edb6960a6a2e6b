import { type LoggedRequestRepresentation, text } from "@dingdan/contract";
import type { TableProps } from "antd";
import { type ReactNode, useMemo } from "react";
import { Link } from "wouter";
import { duration } from "../format/times.js";
import type { Pages } from "../http/use-pages.js";
import { CursorTable } from "../parts/cursor-table.js";
import { Moment } from "../parts/moment.js";
import { ErrcodeTag } from "../parts/tags.js";
import { useLanguage } from "../preferences/language.js";

const T = {
  at: text("Time", "时间"),
  call: text("Call", "接口"),
  errcode: text("errcode", "errcode"),
  why: text("Reason", "原因"),
  app: text("App", "应用"),
  took: text("Duration", "用时"),
  rid: text("rid", "rid"),
  fine: text("ok", "成功"),
};

/** Calls of the request log, each with the reason for its reply. */
export function RequestTable({
  pages,
  label,
  empty,
}: {
  readonly pages: Pages<LoggedRequestRepresentation>;
  readonly label: string;
  readonly empty: ReactNode;
}) {
  const { language } = useLanguage();
  const columns = useMemo<NonNullable<TableProps<LoggedRequestRepresentation>["columns"]>>(
    () => [
      { title: T.at[language], key: "at", render: (_, { at }) => <Moment at={at} /> },
      {
        title: T.rid[language],
        key: "rid",
        render: (_, { rid }) => (
          <Link href={`/requests/${rid}`} className="mono nowrap">
            {rid}
          </Link>
        ),
      },
      {
        title: T.call[language],
        key: "call",
        render: (_, { operation, method, path }) => (
          <span className="mono">{operation ?? `${method} ${path}`}</span>
        ),
      },
      {
        title: T.errcode[language],
        key: "errcode",
        align: "right",
        render: (_, { errcode }) => <ErrcodeTag errcode={errcode} />,
      },
      {
        title: T.why[language],
        key: "why",
        render: (_, { errcode, explanation, message }) => (
          <div className="why">
            {errcode === 0 && explanation.diagnoses.length === 0
              ? T.fine[language]
              : explanation.summary || message}
          </div>
        ),
      },
      {
        title: T.app[language],
        key: "app",
        render: (_, { appid }) => <span className="mono">{appid ?? "–"}</span>,
      },
      {
        title: T.took[language],
        key: "took",
        align: "right",
        render: (_, { duration_ms: ms }) => <span className="num">{duration(ms, language)}</span>,
      },
    ],
    [language],
  );
  return <CursorTable pages={pages} label={label} columns={columns} rowKey="rid" empty={empty} />;
}
