"use client";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { NamedCustomer } from "@/app/_components/customer-name";
import { CustomerPicker } from "@/app/_components/customer-picker";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { toast } from "@/app/_ui/overlay/toast";
import { ComparisonTable } from "../../_components/comparison-table";

/** Merging this person with another by hand: whom, who stays, and value by value what she would be. */
export function MergeDialog({ customerId, onClose }: { customerId: number; onClose(): void }) {
  const t = useTranslations("merges");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [other, setOther] = useState<NamedCustomer>();
  const [keepId, setKeepId] = useState<number>();
  const [choices, setChoices] = useState<Record<string, number>>({});
  const isSame = other?.id === customerId;
  const ids = [customerId, other?.id ?? 0];
  const preview = useQuery({
    ...trpc.identity.preview.queryOptions({ ids, ...(keepId ? { keepId } : {}), choices }),
    enabled: other !== undefined && !isSame,
    placeholderData: keepPreviousData,
  });
  const merge = useMutation(
    trpc.identity.merge.mutationOptions({
      onSuccess: async () => {
        await Promise.all([
          client.invalidateQueries(trpc.identity.pathFilter()),
          client.invalidateQueries(trpc.customers.pathFilter()),
        ]);
        toast.done(t("done"));
        onClose();
      },
    }),
  );
  const problem = isSame ? t("same") : problemOf(merge.error ?? preview.error)?.message;
  const ready = other && !isSame && preview.data;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      size="xl"
      title={t("mergeWith")}
      description={t("dialogText")}
      footer={
        <Button
          variant="primary"
          disabled={!ready}
          isBusy={merge.isPending}
          onClick={() => ready && merge.mutate({ ids, keepId: ready.keepId, choices })}
        >
          {t("merge")}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <CustomerPicker
          label={t("whom")}
          value={other}
          onChange={(next) => {
            setOther(next);
            setKeepId(undefined);
            setChoices({});
          }}
        />
        {problem ? (
          <p role="alert" className="text-bad text-sm">
            {problem}
          </p>
        ) : null}
        {ready ? (
          <ComparisonTable
            comparison={ready}
            onKeep={setKeepId}
            onChoose={(code, from) => setChoices({ ...choices, [code]: from })}
          />
        ) : null}
      </div>
    </Dialog>
  );
}
