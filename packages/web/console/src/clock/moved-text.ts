import { type CLOCK_OPERATIONS, dueTexts, type Infer, type Text, text } from "@dingdan/contract";

/** The clock was moved, and what fell due on the way. */
export function movedText(advanced: Infer<typeof CLOCK_OPERATIONS.advanceClock.reply>): Text {
  const due = dueTexts(advanced);
  return text(`The clock was moved: ${due.en}.`, `时钟已拨快：${due.zh}。`);
}
