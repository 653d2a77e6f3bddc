"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { toast } from "@/app/_ui/overlay/toast";
import { useCan } from "../use-can";

/** The address that was probably meant: accepted or kept, nothing happens by itself. */
export function ContactSuggestion({ customerId, value }: { customerId: number; value: string }) {
  const t = useTranslations("contact-health");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const canWrite = useCan("customers:write");
  const decide = useMutation(
    trpc.quality.decide.mutationOptions({
      onSuccess: ({ state, refusal }, { decision }) => {
        if (refusal)
          toast.failed(t(`refused.${refusal === "identity_taken" ? refusal : "changed_meanwhile"}`));
        else if (decision === "accept" && state === "accepted") toast.done(t("accepted", { value }));
        return Promise.all([
          cache.invalidateQueries(trpc.quality.pathFilter()),
          cache.invalidateQueries(trpc.customers.pathFilter()),
        ]);
      },
      onError: (error) => toast.failed(error.message),
    }),
  );
  const about = { customerId, kind: "email_typo" as const };
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-warn text-xs">
      {t("suggestion", { value })}
      {canWrite ? (
        <span className="flex gap-1">
          <Button
            size="sm"
            isBusy={decide.isPending}
            onClick={() => decide.mutate({ ...about, decision: "accept" })}
          >
            {t("accept")}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => decide.mutate({ ...about, decision: "reject" })}>
            {t("keep")}
          </Button>
        </span>
      ) : null}
    </span>
  );
}
