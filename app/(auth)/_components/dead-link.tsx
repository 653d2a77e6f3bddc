import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/app/_ui/action/button";
import { LineDrawing } from "@/app/_ui/display/line-drawing";
import { AuthHeading } from "./auth-heading";

/** A link that no longer works: why, and what to do instead. */
export function DeadLink({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action?: string;
}) {
  return (
    <div>
      <LineDrawing name="broken-rope" className="mb-6 h-20" />
      <AuthHeading title={title}>{children}</AuthHeading>
      {action ? (
        <Button asChild>
          <Link href="/sign-in">{action}</Link>
        </Button>
      ) : null}
    </div>
  );
}
