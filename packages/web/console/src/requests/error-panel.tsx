import { type LoggedRequestRepresentation, text } from "@dingdan/contract";
import { Alert } from "antd";
import { useSay } from "../preferences/language.js";
import { ErrorAlert } from "./error-alert.js";
import { explainedPaths } from "./logged-body.js";
import { NextStepButtons } from "./next-step-buttons.js";
import { reasonOf } from "./reason-of.js";

const T = { fine: text("The call has no problem.", "该调用没有问题。") };

/** Why a logged call was answered as it was, and what can be done about it. */
export function ErrorPanel({
  request,
  onField,
  isEdited = false,
}: {
  readonly request: LoggedRequestRepresentation;
  /** Shows a field of the request. */
  readonly onField?: (path: string) => void;
  /** True where the request is being edited already: no step leads there. */
  readonly isEdited?: boolean;
}) {
  const say = useSay();
  const { errcode, explanation } = request;
  const [first, ...others] = explanation.diagnoses;
  if (errcode === 0 && first === undefined) {
    return <Alert type="success" showIcon title={say(T.fine)} />;
  }
  const [field] = explainedPaths(request);
  return (
    <ErrorAlert
      errcode={errcode}
      reason={reasonOf(request)}
      field={field}
      onField={onField}
      others={others.map(({ id, path, text: what, hint }) => ({
        key: id + path,
        path,
        what,
        hint,
      }))}
    >
      <NextStepButtons request={request} isEdited={isEdited} />
    </ErrorAlert>
  );
}
