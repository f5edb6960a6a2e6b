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
import { printViolation, printWarning } from "../terminal/violation.js";
import { TEXTS } from "../texts.js";

export interface ValidateFlags {
  readonly operation?: string;
  readonly appid?: string;
  readonly mchid?: readonly string[];
  readonly itemLinks?: ItemLinks;
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
  const key = operationOf(flags.operation);
  const input = await openInput(file, stdin);
  const found: Placed<ViolationReport>[] = [];
  const warned: Placed<DiagnosisReport>[] = [];
  let total = 0;
  let faulty = 0;
  for await (const { line, violations, warnings } of checkAll(input, key, contextOf(flags))) {
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
  const { name } = OPERATIONS[key];
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

interface Checked {
  readonly line: (path: string) => number;
  readonly violations: readonly DiagnosedViolation[];
  readonly warnings: readonly Diagnosis[];
}

async function* checkAll(
  input: Input,
  key: OperationKey,
  context: RuleContext,
): AsyncGenerator<Checked> {
  if (input.kind === "one") {
    const { reading, source } = input;
    if (reading.kind === "value") {
      yield { line: reading.lineOf, ...check(key, source, reading.value, context) };
    } else {
      const violations = unreadable(key, source, faultText(reading.fault));
      yield { line: () => reading.fault.line, violations, warnings: [] };
    }
    return;
  }
  for await (const line of input.lines) {
    const result = documentOf(line);
    const checked =
      "fault" in result
        ? { violations: unreadable(key, line.text ?? "", result.fault), warnings: [] }
        : check(key, line.text ?? "", result.document, context);
    yield { line: () => line.number, ...checked };
  }
}

function check(key: OperationKey, source: string, value: unknown, context: RuleContext) {
  const call = diagnosedCall(key, source, { appid: context.appid ?? null, nowMs: Date.now() });
  return {
    violations: diagnoseViolations(call, allViolations(OPERATIONS[key], value, context)),
    warnings: diagnoseUpload(key, value),
  };
}

function unreadable(key: OperationKey, source: string, fault: Text) {
  const call = diagnosedCall(key, source, { appid: null, nowMs: Date.now() });
  return diagnoseViolations(call, [broken("DATA_FORMAT_ERROR", "", fault)]);
}

function operationOf(name: string | undefined): OperationKey {
  if (name === undefined) return "uploadShoppingInfo";
  const key = findOperationKey(name);
  if (key !== null) return key;
  const names = Object.values(OPERATIONS).map((known) => known.name);
  throw new UsageError(TEXTS.validate.unknownOperation(name, names));
}

/** Rules that need an omitted option are skipped. */
function contextOf({ appid, mchid, itemLinks }: ValidateFlags): RuleContext {
  return {
    ...(appid === undefined ? {} : { appid }),
    ...(mchid === undefined ? {} : { mchids: mchid }),
    ...(itemLinks === undefined ? {} : { itemLinks }),
  };
}
