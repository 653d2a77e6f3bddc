import type { ReactNode } from "react";

export const AuthHeading = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className="mb-6">
    <h1 className="font-semibold text-2xl">{title}</h1>
    {children ? <div className="mt-1.5 text-pretty text-muted text-sm">{children}</div> : null}
  </div>
);
