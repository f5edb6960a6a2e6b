import { Button } from "antd";
import { Link } from "wouter";

/** A link to a page of the console that looks like a button. */
export function LinkButton({
  href,
  children,
}: {
  readonly href: string;
  readonly children: string;
}) {
  return (
    <Link href={href} asChild>
      <Button>{children}</Button>
    </Link>
  );
}
