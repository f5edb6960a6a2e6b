import {
  faultText,
  type Infer,
  type JsonReading,
  type TRIAL_OPERATIONS,
  text,
} from "@dingdan/contract";
import { Alert, Card, Skeleton } from "antd";
import type { ProblemError } from "../http/problem.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { ErrorAlert } from "../requests/error-alert.js";
import { MASKED, MaskedAlert } from "./masked-alert.js";

const T = {
  title: text("Live check", "实时校验"),
  noFaults: text("No broken rules.", "符合全部规则。"),
  faults: (n: number) => text(`Broken rules: ${n}`, `违反 ${n} 条规则`),
  answer: text("The call returns the first one.", "实际调用返回第一条。"),
  and: (title: string, why: string) => text(`${title}. ${why}`, `${title}。${why}`),
  line: (n: number) => text(`line ${n}`, `第 ${n} 行`),
};

type Checked = Infer<(typeof TRIAL_OPERATIONS)["validateAsApp"]["reply"]>;
type Violation = Checked["violations"][number];

/** What is wrong with a request as it is typed: the first broken rule as the call returns it, then the others. */
export function LiveCheck({
  reading,
  isBlank,
  checked,
  isChecking,
  error,
  masked,
  lineOf,
  onField,
}: {
  readonly reading: JsonReading;
  readonly isBlank: boolean;
  /** Undefined until the text as it stands now is checked. */
  readonly checked: Checked | undefined;
  readonly isChecking: boolean;
  readonly error: ProblemError | null;
  /** The paths of values that the log masked. */
  readonly masked: readonly string[];
  readonly lineOf: (path: string) => number;
  readonly onField: (path: string) => void;
}) {
  const say = useSay();
  const isJson = reading.kind === "value";
  const [first, ...others] = checked?.violations ?? [];
  const warnings = checked?.warnings ?? [];
  const reasonOf = ({ path, message, hint, causes: [cause] }: Violation) => ({
    title: message,
    why: masked.includes(path) ? say(MASKED) : (cause?.text ?? ""),
    next: cause?.hint ?? hint,
  });
  return (
    <Card size="small" title={say(T.title)} id="faults">
      <div className="stack" aria-live="polite">
        <ProblemAlert error={error} />
        <MaskedAlert paths={masked} lineOf={lineOf} onField={onField} />
        {!isJson && !isBlank && (
          <Alert type="error" showIcon title={say(faultText(reading.fault))} />
        )}
        {checked === undefined && isChecking && (
          <Skeleton active title={false} paragraph={{ rows: 1 }} />
        )}
        {checked !== undefined && first === undefined && (
          <Alert type="success" showIcon title={say(T.noFaults)} />
        )}
        {warnings.map(({ id, path, text: what, hint }) => (
          <ErrorAlert
            key={id + path}
            errcode={0}
            reason={{ title: "", why: what, next: hint }}
            field={path === "" ? undefined : path}
            onField={isJson ? onField : undefined}
            others={[]}
          />
        ))}
        {first !== undefined && (
          <>
            <div>
              <strong>{say(T.faults(others.length + 1))}</strong>{" "}
              <span className="quiet">{say(T.answer)}</span>
            </div>
            <ErrorAlert
              errcode={first.errcode}
              reason={reasonOf(first)}
              field={first.path === "" ? undefined : first.path}
              onField={isJson ? onField : undefined}
              placeOf={(path) =>
                isJson && <span className="quiet">{say(T.line(lineOf(path)))}</span>
              }
              others={[
                ...first.causes.slice(1).map(({ id, path, text: what, hint }) => ({
                  key: id + path,
                  path,
                  what,
                  hint,
                })),
                ...others.map((violation, index) => {
                  const { title, why, next } = reasonOf(violation);
                  return {
                    key: `${index}${violation.path}`,
                    path: violation.path,
                    what: why === "" ? title : say(T.and(title, why)),
                    hint: next,
                  };
                }),
              ]}
            />
          </>
        )}
      </div>
    </Card>
  );
}
