"use client";
import { CustomerFacts } from "../[id]/_components/customer-facts";
import { Timeline } from "../[id]/_components/timeline";

/** Beside the list: who this is, and what happened lately. */
export function CustomerPeek({ id, hint }: { id: number; hint: string }) {
  return (
    <div className="flex flex-col gap-6 p-4">
      <p className="text-muted text-sm">{hint}</p>
      <CustomerFacts id={id} isShort />
      <Timeline customerId={id} isShort />
    </div>
  );
}
