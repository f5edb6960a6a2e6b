import { APP_OPERATIONS, type ReviewCaseRepresentation, text } from "@dingdan/contract";
import { App, Button, Input, Modal } from "antd";
import { type ReactNode, useState } from "react";
import { useChange } from "../http/queries.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { Delays } from "./delays.js";
import { ReviewFigures } from "./review-figures.js";

const T = {
  approve: text("Approve", "通过"),
  approveYes: text("Yes, approve", "确认通过"),
  approveTitle: (name: string) =>
    text(`Approve the review of ${name}?`, `确认通过“${name}”的审核？`),
  approveAbout: text(
    "Buyers see the app's orders immediately.",
    "通过后，买家将立即看到该应用的订单。",
  ),
  slowest: text("The slowest orders", "最慢的订单"),
  reject: text("Reject", "不通过"),
  rejectTitle: text("Reject the review", "审核不通过"),
  reason: text("Reason (visible to the merchant)", "原因（商户可见）"),
  cancel: text("Cancel", "取消"),
  done: text("Decided.", "已裁定。"),
};

interface OfReview {
  readonly review: ReviewCaseRepresentation;
}

/** How many of the slowest orders the question shows. */
const EVIDENCE_COUNT = 3;

/** @param isInList True where the page does not show the evidence: the question shows it. */
export function ApproveReview({
  review,
  isInList = false,
}: OfReview & { readonly isInList?: boolean }) {
  const say = useSay();
  return (
    <Decision
      review={review}
      result="approved"
      name={say(T.approve)}
      yes={say(T.approveYes)}
      title={say(T.approveTitle(review.name))}
      isInList={isInList}
    >
      <div className="stack">
        {isInList && <ReviewFigures review={review} />}
        {isInList && review.matched_uploads > 0 && (
          <div>
            <div className="quiet">{say(T.slowest)}</div>
            <Delays appid={review.appid} count={EVIDENCE_COUNT} />
          </div>
        )}
        <div>{say(T.approveAbout)}</div>
      </div>
    </Decision>
  );
}

/** Asks for the reason, which the merchant sees. */
export function RejectReview({ review }: OfReview) {
  const say = useSay();
  const [reason, setReason] = useState("");
  return (
    <Decision
      review={review}
      result="rejected"
      name={say(T.reject)}
      yes={say(T.reject)}
      title={say(T.rejectTitle)}
      reason={reason.trim()}
    >
      <label>
        {say(T.reason)}
        <Input.TextArea
          autoFocus
          rows={3}
          maxLength={512}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </label>
    </Decision>
  );
}

/** A button and the question that comes before the decision. */
function Decision({
  review: { appid },
  result,
  reason = "",
  name,
  yes,
  title,
  isInList = false,
  children,
}: OfReview & {
  readonly result: "approved" | "rejected";
  readonly reason?: string;
  readonly name: string;
  /** What the button that decides says. */
  readonly yes: string;
  readonly title: string;
  readonly isInList?: boolean;
  readonly children: ReactNode;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const [isOpen, setOpen] = useState(false);
  const decide = useChange(APP_OPERATIONS.decideAudit, {
    onDone: () => {
      setOpen(false);
      void message.success(say(T.done));
    },
  });
  const isDanger = result === "rejected";
  return (
    <>
      <Button
        {...(isDanger ? { danger: true } : isInList ? {} : { type: "primary" })}
        size={isInList ? "small" : "medium"}
        onClick={() => setOpen(true)}
      >
        {name}
      </Button>
      <Modal
        open={isOpen}
        title={title}
        width={isInList ? 800 : 520}
        okText={yes}
        cancelText={say(T.cancel)}
        okButtonProps={{ danger: isDanger }}
        confirmLoading={decide.isPending}
        onCancel={() => setOpen(false)}
        onOk={() =>
          decide.mutate({ path: { appid }, body: { result, ...(reason === "" ? {} : { reason }) } })
        }
      >
        {children}
        <ProblemAlert error={decide.error} />
      </Modal>
    </>
  );
}
