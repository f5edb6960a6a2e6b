import type { HttpOperation } from "@dingdan/contract";
import { Alert, ConfigProvider, Flex, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useDenial } from "../session/use-denial.js";

/**
 * Disables the controls inside it when the user's role may not make the call, and says why: where the user
 * points or tabs to, or above a form.
 */
export function ForRole({
  operation,
  isForm = false,
  children,
}: {
  readonly operation: HttpOperation;
  readonly isForm?: boolean;
  readonly children: ReactNode;
}) {
  const denial = useDenial(operation);
  if (denial === null) return children;
  const disabled = <ConfigProvider componentDisabled>{children}</ConfigProvider>;
  if (isForm) {
    return (
      <Flex vertical gap={12}>
        <Alert type="info" showIcon title={denial} />
        {disabled}
      </Flex>
    );
  }
  return (
    <Tooltip title={denial}>
      {/* A disabled button takes no focus, so this does: a keyboard must reach the reason, too. */}
      <span tabIndex={0} className="denied">
        {disabled}
      </span>
    </Tooltip>
  );
}
