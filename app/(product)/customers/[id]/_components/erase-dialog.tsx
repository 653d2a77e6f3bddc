"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { customerCode } from "@/app/_components/customer-name";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Checkbox } from "@/app/_ui/input/choice";
import { Field } from "@/app/_ui/input/field";
import { Select } from "@/app/_ui/input/select";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { toast } from "@/app/_ui/overlay/toast";
import { erasureGrounds } from "@/server/domain/privacy/schema";

/** Forgetting somebody cannot be undone: it says what goes, what stays for the totals, and asks on what ground. */
export function EraseDialog({ customerId, onClose }: { customerId: number; onClose(): void }) {
  const t = useTranslations("law");
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const [ground, setGround] = useState<(typeof erasureGrounds)[number]>("asked_by_person");
  const [isSuppressed, setSuppressed] = useState(true);
  const preview = useQuery(trpc.privacy.previewErasure.queryOptions({ customerId }));
  const erase = useMutation(
    trpc.privacy.erase.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries(trpc.customers.pathFilter());
        toast.done(t("erasing"));
        router.push("/customers");
      },
    }),
  );
  const { data } = preview;
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={t("eraseTitle", { id: customerCode(customerId) })}
      action={t("eraseAction")}
      isDangerous
      isCounting={!data && !preview.isError}
      isBusy={erase.isPending}
      error={problemOf(erase.error ?? preview.error)?.message}
      onConfirm={() => erase.mutate({ customerId, ground, isSuppressed })}
    >
      <p>{t("eraseText")}</p>
      {data ? (
        <>
          <Rows
            title={t("goes")}
            rows={[{ name: "profile", n: 1 + data.mergedIds.length }, ...data.deleted]}
          />
          <Rows title={t("stays")} rows={data.stripped} />
        </>
      ) : (
        <SkeletonText lines={4} />
      )}
      <Field label={t("ground")}>
        <Select
          value={ground}
          onChange={(value) => setGround(value as typeof ground)}
          options={erasureGrounds.map((value) => ({ value, label: t(`grounds.${value}`) }))}
        />
      </Field>
      <Checkbox
        checked={isSuppressed}
        onChange={(next) => setSuppressed(next === true)}
        label={t("keepOut")}
        help={t("keepOutHelp")}
      />
    </ConfirmDialog>
  );
}

function Rows({ title, rows }: { title: string; rows: readonly { name: string; n: number }[] }) {
  const t = useTranslations("law.tables");
  const known = rows.filter((row) => t.has(row.name as "orders"));
  if (known.length === 0) return null;
  return (
    <div>
      <p className="font-medium text-ink">{title}</p>
      <p className="figures">{known.map((row) => t(row.name as "orders", { count: row.n })).join(" · ")}</p>
    </div>
  );
}
