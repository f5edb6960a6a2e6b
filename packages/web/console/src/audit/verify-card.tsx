import { AUDIT_OPERATIONS, text } from "@dingdan/contract";
import { Alert, Button, Card, Flex, Input } from "antd";
import { useState } from "react";
import { count } from "../format/numbers.js";
import { useChange } from "../http/queries.js";
import { CopyButton } from "../parts/copy-button.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useLanguage, useSay } from "../preferences/language.js";

const T = {
  verify: text("Verify the chain", "校验链"),
  noted: text("A head noted earlier (optional)", "先前记下的链头（可选）"),
  whole: (n: string) => text(`${n} entries: the chain is whole.`, `共 ${n} 条记录：链完整。`),
  head: text("Head", "链头"),
  keep: text(
    "The server has checked itself. Keep the head elsewhere: the next verification with it shows whether the chain was cut or written again. dingdan audit verify checks on your machine.",
    "以上为服务器的自检结果。请另行保存链头：下次带上它校验，即可发现链被截断或重写。dingdan audit verify 可在您的机器上校验。",
  ),
};

/** Lets the server check the chain, and shows what it found. */
export function VerifyCard() {
  const say = useSay();
  const { language } = useLanguage();
  const [head, setHead] = useState("");
  const verify = useChange(AUDIT_OPERATIONS.verifyAudit);
  const { data } = verify;
  const noted = head.trim();
  return (
    <Card size="small">
      <Flex vertical gap={8}>
        <Flex gap={8} wrap>
          <Input
            className="head-input"
            aria-label={say(T.noted)}
            placeholder={say(T.noted)}
            value={head}
            onChange={(typed) => setHead(typed.target.value)}
          />
          <Button
            loading={verify.isPending}
            onClick={() => verify.mutate({ body: noted === "" ? {} : { head: noted } })}
          >
            {say(T.verify)}
          </Button>
        </Flex>
        <ProblemAlert error={verify.error} />
        {data !== undefined && !verify.isPending && (
          <Alert
            role="status"
            showIcon
            type={data.fault === null ? "success" : "error"}
            title={
              data.fault === null ? say(T.whole(count(data.checked, language))) : data.fault.message
            }
            description={
              <>
                <div>
                  {say(T.head)}{" "}
                  <span className="mono head">{`${data.head.sequence}:${data.head.hash}`}</span>{" "}
                  <CopyButton
                    value={`${data.head.sequence}:${data.head.hash}`}
                    label={say(T.head)}
                  />
                </div>
                <div className="quiet">{say(T.keep)}</div>
              </>
            }
          />
        )}
      </Flex>
    </Card>
  );
}
