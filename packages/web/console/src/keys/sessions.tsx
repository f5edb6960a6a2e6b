import { type OpenSessionRepresentation, SESSION_OPERATIONS, text } from "@dingdan/contract";
import { Button, Flex, Popconfirm, type TableProps, Tag } from "antd";
import { useMemo } from "react";
import { useChange } from "../http/queries.js";
import { usePages } from "../http/use-pages.js";
import { CursorTable } from "../parts/cursor-table.js";
import { Moment } from "../parts/moment.js";
import { Nothing } from "../parts/nothing.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { ROLE_TEXTS } from "../session/may-call.js";

const T = {
  sessions: text("Open sessions", "有效会话"),
  who: text("Key or app", "密钥或应用"),
  role: text("Role", "角色"),
  created: text("Signed in", "登录时间"),
  expires: text("Expires", "过期时间"),
  current: text("This session", "当前会话"),
  end: text("End", "结束"),
  endAsk: text("The browser must sign in again.", "该浏览器需要重新登录。"),
  no: text("Cancel", "取消"),
  none: text("No session is open.", "暂无会话。"),
};

/** The open sessions of the console, each of which an owner can end. */
export function Sessions() {
  const say = useSay();
  const pages = usePages(SESSION_OPERATIONS.listSessions, { limit: 50 });
  const end = useChange(SESSION_OPERATIONS.endSession);
  const columns = useMemo<NonNullable<TableProps<OpenSessionRepresentation>["columns"]>>(
    () => [
      {
        title: say(T.who),
        key: "who",
        render: (_, { name, appid, is_current: isCurrent }) => (
          <>
            <div>
              {name} {isCurrent && <Tag color="blue">{say(T.current)}</Tag>}
            </div>
            {appid !== undefined && <div className="mono quiet">{appid}</div>}
          </>
        ),
      },
      { title: say(T.role), key: "role", render: (_, { role }) => say(ROLE_TEXTS[role]) },
      {
        title: say(T.created),
        key: "created",
        render: (_, { created_at: at }) => <Moment at={at} />,
      },
      {
        title: say(T.expires),
        key: "expires",
        render: (_, { expires_at: at }) => <Moment at={at} />,
      },
      {
        title: "",
        key: "end",
        align: "right",
        render: (_, { id, name, is_current: isCurrent }) =>
          // The button that signs out ends the own session.
          isCurrent ? null : (
            <Popconfirm
              title={`${say(T.end)}: ${name}`}
              description={say(T.endAsk)}
              okText={say(T.end)}
              okButtonProps={{ danger: true }}
              cancelText={say(T.no)}
              onConfirm={() => end.mutate({ path: { id } })}
            >
              <Button size="small" danger>
                {say(T.end)}
              </Button>
            </Popconfirm>
          ),
      },
    ],
    [say, end.mutate],
  );
  return (
    <Flex vertical gap={8}>
      <ProblemAlert error={end.error} />
      <CursorTable
        label={say(T.sessions)}
        pages={pages}
        columns={columns}
        rowKey="id"
        empty={<Nothing what={say(T.none)} />}
      />
    </Flex>
  );
}
