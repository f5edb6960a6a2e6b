import { type AuditEntryRepresentation, text } from "@dingdan/contract";
import { Tag } from "antd";
import { useSay } from "../preferences/language.js";

const T = {
  open: text("No outcome", "无结果"),
  done: text("Done", "完成"),
  refused: (status: number) => text(`Refused (${status})`, `被拒（${status}）`),
  failed: (status: number) => text(`Failed (${status})`, `失败（${status}）`),
  late: text("answered before it ended", "结束前已应答"),
  leftOut: (count: number) => text(`and ${count} more refused calls`, `另有 ${count} 次被拒的调用`),
};

/** How a call ended. */
export function Outcome({ of }: { readonly of: AuditEntryRepresentation }) {
  const say = useSay();
  const { stage, status = 0, is_late: isLate = false, left_out: leftOut = 0 } = of;
  return (
    <div>
      {stage === "begun" && <Tag color="orange">{say(T.open)}</Tag>}
      {stage !== "begun" && status < 400 && <Tag color="green">{say(T.done)}</Tag>}
      {status >= 400 && status < 500 && <Tag color="red">{say(T.refused(status))}</Tag>}
      {status >= 500 && <Tag color="orange">{say(T.failed(status))}</Tag>}
      {isLate && <div className="quiet">{say(T.late)}</div>}
      {leftOut > 0 && <div className="quiet">{say(T.leftOut(leftOut))}</div>}
    </div>
  );
}
