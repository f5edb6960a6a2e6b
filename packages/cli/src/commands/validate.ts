import {
  allViolations,
  broken,
  type DiagnosedViolation,
  type Diagnosis,
  type DiagnosisReport,
  diagnosedCall,
  diagnoseUpload,
  diagnoseViolations,
  faultText,
  findOperationKey,
  type ItemLinks,
  OPERATIONS,
  type OperationKey,
  type RuleContext,
  reportDiagnosis,
  reportViolation,
  type Text,
  type ViolationReport,
} from "@dingdan/contract";
import { UsageError } from "../errors.js";
import { type Input, openInput } from "../input.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { documentOf } from "../json-lines.js";
import type { Terminal } from "../terminal/terminal.js";
import { printViolation, printWarning } from "../terminal/violation.js";
import { TEXTS } from "../texts.js";
import { detectOperation } from "../validate/detect-operation.js";

/** Of a request whose members do not show its operation. */
const DEFAULT_OPERATION = "uploadShoppingInfo";

export interface ValidateFlags {
  readonly operation?: string;
  readonly appid?: string;
  readonly mchid?: readonly string[];
  readonly itemLinks?: ItemLinks;
  readonly strict?: true;
}

/** A broken rule, or a warning, and its line in the file. */
export type Placed<Report extends ViolationReport | DiagnosisReport> = Report & {
  readonly line: number;
};

/** `dingdan validate FILE`: lists all errors of one request, or of many, without a server. */
export async function validate(
  { terminal, stdin }: Invocation,
  file: string,
  flags: ValidateFlags,
): Promise<ExitCode> {
  const wanted = operationOf(flags.operation);
  const input = await openInput(file, stdin);
  const found: Placed<ViolationReport>[] = [];
  const warned: Placed<DiagnosisReport>[] = [];
  let total = 0;
  let faulty = 0;
  let key: OperationKey | null = null;
  for await (const checked of checkAll(input, wanted, contextOf(flags))) {
    const { line, violations, warnings } = checked;
    if (checked.isDetected && key !== checked.key) printDetected(terminal, checked.key);
    key = checked.key;
    total += 1;
    if (violations.length > 0) faulty += 1;
    for (const [index, { violation, diagnoses }] of violations.entries()) {
      const report = reportViolation(violation, terminal.language, diagnoses);
      const placed = { line: line(violation.path), ...report };
      if (terminal.isJson) found.push(placed);
      else {
        const isReturnedFirst = index === 0 && violations.length > 1;
        printViolation(terminal, input.name, placed, isReturnedFirst);
      }
    }
    for (const warning of warnings) {
      const placed = { line: line(warning.path), ...reportDiagnosis(warning, terminal.language) };
      if (terminal.isJson) warned.push(placed);
      else printWarning(terminal, input.name, placed);
    }
  }
  const { out } = terminal;
  const { name } = OPERATIONS[key ?? wanted ?? DEFAULT_OPERATION];
  if (terminal.isJson) {
    terminal.json({ operation: name, total, faulty, violations: found, warnings: warned });
  } else if (input.kind === "many") {
    const mark = faulty === 0 ? out.style("green", "✓") : out.style("red", "✗");
    out.line(`${mark} ${terminal.say(TEXTS.validate.summary(total, faulty))}`);
  } else if (faulty === 0) {
    out.line(`${out.style("green", "✓")} ${terminal.say(TEXTS.validate.fine(name))}`);
  }
  return faulty === 0 ? 0 : 1;
}

/** Says which operation the members of the first request are those of. */
function printDetected(terminal: Terminal, key: OperationKey): void {
  if (terminal.isJson) return;
  const { out } = terminal;
  out.line(out.dim(terminal.say(TEXTS.validate.detected(OPERATIONS[key].name))));
}

interface Checked {
  readonly key: OperationKey;
  /** True: the operation follows from the members of the first request. */
  readonly isDetected: boolean;
  readonly line: (path: string) => number;
  readonly violations: readonly DiagnosedViolation[];
  readonly warnings: readonly Diagnosis[];
}

/** @param wanted the operation; null: the first request that can be read shows it by its members */
async function* checkAll(
  input: Input,
  wanted: OperationKey | null,
  context: RuleContext,
): AsyncGenerator<Checked> {
  let detected: OperationKey | null = null;
  const operation = (request?: unknown) => {
    if (wanted === null) detected ??= detectOperation(request);
    const key = wanted ?? detected ?? DEFAULT_OPERATION;
    return { key, isDetected: detected !== null };
  };
  if (input.kind === "one") {
    const { reading, source } = input;
    if (reading.kind === "value") {
      const by = operation(reading.value);
      yield { ...by, line: reading.lineOf, ...check(by.key, source, reading.value, context) };
    } else {
      const by = operation();
      const violations = unreadable(by.key, source, faultText(reading.fault));
      yield { ...by, line: () => reading.fault.line, violations, warnings: [] };
    }
    return;
  }
  for await (const line of input.lines) {
    const result = documentOf(line);
    const by = operation("document" in result ? result.document : undefined);
    const checked =
      "fault" in result
        ? { violations: unreadable(by.key, line.text ?? "", result.fault), warnings: [] }
        : check(by.key, line.text ?? "", result.document, context);
    yield { ...by, line: () => line.number, ...checked };
  }
}

function check(key: OperationKey, source: string, value: unknown, context: RuleContext) {
  const call = diagnosedCall(key, source, { appid: context.appid ?? null, nowMs: Date.now() });
  const violations = allViolations(OPERATIONS[key], value, context);
  return {
    violations: diagnoseViolations(call, violations),
    warnings: diagnoseUpload(key, value, violations),
  };
}

function unreadable(key: OperationKey, source: string, fault: Text) {
  const call = diagnosedCall(key, source, { appid: null, nowMs: Date.now() });
  return diagnoseViolations(call, [broken("DATA_FORMAT_ERROR", "", fault)]);
}

function operationOf(name: string | undefined): OperationKey | null {
  if (name === undefined) return null;
  const key = findOperationKey(name);
  if (key !== null) return key;
  const names = Object.values(OPERATIONS).map((known) => known.name);
  throw new UsageError(TEXTS.validate.unknownOperation(name, names));
}

/** Rules that need an omitted option are skipped. */
function contextOf({ appid, mchid, itemLinks, strict }: ValidateFlags): RuleContext {
  return {
    ...(appid === undefined ? {} : { appid }),
    ...(mchid === undefined ? {} : { mchids: mchid }),
    ...(itemLinks === undefined ? {} : { itemLinks }),
    ...(strict === undefined ? {} : { isUploadStrict: strict }),
  };
}
