import { type AppAuthorizationRepresentation, COMPONENT_OPERATIONS, text } from "@dingdan/contract";
import { Flex, Table, Tag } from "antd";
import { useChange, useReading } from "../http/queries.js";
import { AskButton } from "../parts/ask-button.js";
import { ForRole } from "../parts/for-role.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { Moment } from "../parts/moment.js";
import { Nothing } from "../parts/nothing.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";

const T = {
  platform: text("Platform", "平台"),
  sets: text("Permission sets", "权限集"),
  since: text("Authorised", "授权时间"),
  revoke: text("Revoke", "取消授权"),
  revokeAsk: text(
    "The platform's next call for this app is rejected.",
    "该平台的下一次代调用即会被拒绝。",
  ),
  none: text(
    "No third-party platform may call for this app. A platform requests access on its authorisation page.",
    "暂无第三方平台获得授权。授权由第三方平台通过授权页发起。",
  ),
};

/** The third-party platforms that may call for an app. */
export function Authorizations({ appid }: { readonly appid: string }) {
  const say = useSay();
  const reading = useReading(COMPONENT_OPERATIONS.listAppAuthorizations, { path: { appid } });
  const { data, error } = reading;
  const revoke = useChange(COMPONENT_OPERATIONS.revokeAppAuthorization);
  if (error !== null || data === undefined) return <LoadingOrProblem reading={reading} rows={2} />;
  if (data.items.length === 0) return <Nothing what={say(T.none)} />;
  return (
    <Flex vertical gap={8}>
      <ProblemAlert error={revoke.error} />
      <Table<AppAuthorizationRepresentation>
        size="small"
        rowKey="component_appid"
        pagination={false}
        scroll={{ x: "max-content" }}
        dataSource={data.items}
        columns={[
          {
            title: say(T.platform),
            key: "platform",
            render: (_, { name, component_appid: id }) => (
              <>
                <div>{name}</div>
                <div className="mono quiet">{id}</div>
              </>
            ),
          },
          {
            title: say(T.sets),
            key: "sets",
            render: (_, { permission_sets: sets }) => sets.map((id) => <Tag key={id}>{id}</Tag>),
          },
          {
            title: say(T.since),
            key: "since",
            render: (_, { authorized_at: at }) => <Moment at={at} />,
          },
          {
            title: "",
            key: "revoke",
            align: "right",
            render: (_, { component_appid: component }) => (
              <ForRole operation={COMPONENT_OPERATIONS.revokeAppAuthorization}>
                <AskButton
                  ask={say(T.revoke)}
                  about={say(T.revokeAsk)}
                  onYes={() => revoke.mutate({ path: { appid, component } })}
                  size="small"
                  danger
                >
                  {say(T.revoke)}
                </AskButton>
              </ForRole>
            ),
          },
        ]}
      />
    </Flex>
  );
}
