import { type AuditEntryRepresentation, text } from "@dingdan/contract";
import { CopyButton } from "../parts/copy-button.js";
import { Facts } from "../parts/facts.js";
import { JsonView } from "../parts/json-view.js";
import { Moment } from "../parts/moment.js";
import { useSay } from "../preferences/language.js";
import { ROLE_TEXTS } from "../session/may-call.js";

const T = {
  entry: text("The entry", "记录"),
  number: text("Number", "序号"),
  role: text("Role", "角色"),
  via: text("Through", "途径"),
  ways: {
    admin_api: text("Admin API", "管理接口"),
    console: text("Console", "管理台"),
    first_page: text("First page of the sandbox", "沙箱首页"),
  },
  call: text("Call", "调用"),
  members: text("Members of the body", "请求体成员"),
  realTime: text("Time of the machine", "机器时间"),
  rid: text("rid", "rid"),
};

/** An entry of the audit trail, as it is chained. */
export function AuditDetails({ entry }: { readonly entry: AuditEntryRepresentation }) {
  const say = useSay();
  const { actor, via, method, path, members, real_at: realAt, rid, sequence } = entry;
  return (
    <div className="stack event-details">
      <Facts
        facts={[
          { name: T.number, value: sequence },
          ...(actor.role === undefined
            ? []
            : [{ name: T.role, value: say(ROLE_TEXTS[actor.role]) }]),
          { name: T.via, value: say(T.ways[via]) },
          { name: T.call, value: <span className="mono">{`${method} ${path}`}</span> },
          ...(members === undefined
            ? []
            : [{ name: T.members, value: <span className="mono">{members.join(", ")}</span> }]),
          ...(realAt === undefined ? [] : [{ name: T.realTime, value: <Moment at={realAt} /> }]),
          { name: T.rid, value: <span className="mono">{rid}</span> },
        ]}
      />
      <div>
        <div className="code-head">
          <span className="quiet">{say(T.entry)}</span>
          <CopyButton value={JSON.stringify(entry)} label={say(T.entry)} />
        </div>
        <JsonView value={entry} label={say(T.entry)} />
      </div>
    </div>
  );
}
