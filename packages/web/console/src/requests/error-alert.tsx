import { text } from "@dingdan/contract";
import { Alert } from "antd";
import type { ReactNode } from "react";
import { ErrcodeTag } from "../parts/tags.js";
import { useSay } from "../preferences/language.js";
import type { Reason } from "./reason-of.js";

const T = {
  field: text("Field", "字段"),
  next: text("Next", "下一步"),
  also: text("Also found", "另外"),
};

/** Another thing that is wrong, or probably wrong, with a call. */
export interface OtherFault {
  readonly key: string;
  readonly path: string;
  readonly what: string;
  readonly hint: string;
}

export interface ErrorAlertProps {
  readonly errcode: number;
  readonly reason: Reason;
  /** The path of the field that is wrong. */
  readonly field: string | undefined;
  /** What is said of a field beside its path, such as its line. */
  readonly placeOf?: (path: string) => ReactNode;
  /** Shows a field of the request. */
  readonly onField?: ((path: string) => void) | undefined;
  readonly others: readonly OtherFault[];
  /** The steps that a person can take. */
  readonly children?: ReactNode;
}

/** What is wrong with a call, on every page in the same words and order: code, title, cause, field, next step. */
export function ErrorAlert({
  errcode,
  reason: { title, why, next },
  field,
  placeOf = () => null,
  onField,
  others,
  children,
}: ErrorAlertProps) {
  const say = useSay();
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
              <Field path={field} onField={onField} /> {placeOf(field)}
            </Part>
          )}
          {next !== "" && <Part name={say(T.next)}>{next}</Part>}
          {children}
          {others.length > 0 && (
            <div>
              <span className="quiet">{say(T.also)}</span>
              <ul className="also">
                {others.map(({ key, path, what, hint }) => (
                  <li key={key} className="wraps">
                    {path !== "" && (
                      <>
                        <Field path={path} onField={onField} /> {placeOf(path)}{" "}
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
