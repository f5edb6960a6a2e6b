import {
  allViolations,
  broken,
  faultText,
  findOperationKey,
  type ItemLinks,
  OPERATIONS,
  type Operation,
  type RuleContext,
  reportViolation,
  type Violation,
  type ViolationReport,
} from "@dingdan/contract";
import { UsageError } from "../errors.js";
import { type Input, openInput } from "../input.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { documentOf } from "../json-lines.js";
import { printViolation } from "../terminal/violation.js";
import { TEXTS } from "../texts.js";

export interface ValidateFlags {
  readonly operation?: string;
  readonly appid?: string;
  readonly mchid?: readonly string[];
  readonly itemLinks?: ItemLinks;
}

/** A broken rule and its line in the file. */
export interface PlacedViolation extends ViolationReport {
  readonly line: number;
}

/** `dingdan validate FILE`: lists all errors of one request, or of many, without a server. */
export async function validate(
  { terminal, stdin }: Invocation,
  file: string,
  flags: ValidateFlags,
): Promise<ExitCode> {
  const operation = operationOf(flags.operation);
  const input = await openInput(file, stdin);
  const found: PlacedViolation[] = [];
  let total = 0;
  let faulty = 0;
  for await (const { line, violations } of checkAll(input, operation, contextOf(flags))) {
    total += 1;
    if (violations.length > 0) faulty += 1;
    for (const [index, violation] of violations.entries()) {
      const report = reportViolation(violation, terminal.language);
      const placed = { line: line(violation.path), ...report };
      if (terminal.isJson) found.push(placed);
      else {
        const isReturnedFirst = index === 0 && violations.length > 1;
        printViolation(terminal, input.name, placed, isReturnedFirst);
      }
    }
  }
  const { out } = terminal;
  if (terminal.isJson) {
    terminal.json({ operation: operation.name, total, faulty, violations: found });
  } else if (input.kind === "many") {
    const mark = faulty === 0 ? out.style("green", "✓") : out.style("red", "✗");
    out.line(`${mark} ${terminal.say(TEXTS.validate.summary(total, faulty))}`);
  } else if (faulty === 0) {
    out.line(`${out.style("green", "✓")} ${terminal.say(TEXTS.validate.fine(operation.name))}`);
  }
  return faulty === 0 ? 0 : 1;
}

interface Checked {
  readonly line: (path: string) => number;
  readonly violations: readonly Violation[];
}

async function* checkAll(
  input: Input,
  operation: Operation,
  context: RuleContext,
): AsyncGenerator<Checked> {
  if (input.kind === "one") {
    const { reading } = input;
    if (reading.kind === "value") {
      const violations = allViolations(operation, reading.value, context);
      yield { line: reading.lineOf, violations };
    } else {
      const violations = [broken("DATA_FORMAT_ERROR", "", faultText(reading.fault))];
      yield { line: () => reading.fault.line, violations };
    }
    return;
  }
  for await (const line of input.lines) {
    const result = documentOf(line);
    const violations =
      "fault" in result
        ? [broken("DATA_FORMAT_ERROR", "", result.fault)]
        : allViolations(operation, result.document, context);
    yield { line: () => line.number, violations };
  }
}

function operationOf(name: string | undefined): Operation {
  if (name === undefined) return OPERATIONS.uploadShoppingInfo;
  const key = findOperationKey(name);
  if (key !== null) return OPERATIONS[key];
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
