import { type LoggedRequestRepresentation, text } from "@dingdan/contract";
import { Alert } from "antd";
import type { ReactNode } from "react";
import { ErrcodeTag } from "../parts/tags.js";
import { useSay } from "../preferences/language.js";
import { explainedPaths } from "./logged-body.js";
import { NextStepButtons } from "./next-step-buttons.js";
import { reasonOf } from "./reason-of.js";

const T = {
  fine: text("The call has no problem.", "该调用没有问题。"),
  field: text("Field", "字段"),
  next: text("Next", "下一步"),
  also: text("Also found", "另外"),
};

/** Why a call was answered as it was: the code, its title, the field, the cause and the next step. */
export function ErrorPanel({
  request,
  onField,
}: {
  readonly request: LoggedRequestRepresentation;
  /** Shows a field of the request. */
  readonly onField?: (path: string) => void;
}) {
  const say = useSay();
  const { errcode, explanation } = request;
  const [first, ...others] = explanation.diagnoses;
  if (errcode === 0 && first === undefined) {
    return <Alert type="success" showIcon title={say(T.fine)} />;
  }
  const { title, why, next } = reasonOf(request);
  const [field] = explainedPaths(request);
  const isSuccess = errcode === 0;
  return (
    <Alert
      type={isSuccess ? "warning" : "error"}
      showIcon
      className="error-panel"
      title={
        <>
          <ErrcodeTag errcode={errcode} /> {isSuccess ? why : title}
        </>
      }
      description={
        <div className="error-parts">
          {!isSuccess && why !== "" && <div className="wraps">{why}</div>}
          {field !== undefined && (
            <Part name={say(T.field)}>
              <Field path={field} onField={onField} />
            </Part>
          )}
          {next !== "" && <Part name={say(T.next)}>{next}</Part>}
          <NextStepButtons request={request} />
          {others.length > 0 && (
            <div>
              <span className="quiet">{say(T.also)}</span>
              <ul className="also">
                {others.map(({ id, path, text: what, hint }) => (
                  <li key={id + path}>
                    {path !== "" && (
                      <>
                        <Field path={path} onField={onField} />{" "}
                      </>
                    )}
                    {what} <span className="quiet">{hint}</span>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </div>
      }
    />
  );
}

function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="wraps">
      <span className="quiet">{name}</span> {children}
    </div>
  );
}

function Field({
  path,
  onField,
}: {
  readonly path: string;
  readonly onField: ((path: string) => void) | undefined;
}) {
  if (onField === undefined) return <code className="mono">{path}</code>;
  return (
    <button type="button" className="field-link mono" onClick={() => onField(path)}>
      {path}
    </button>
  );
}
