"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { toast } from "@/app/_ui/overlay/toast";

export function CountAgain({ id }: { id: string }) {
  const t = useTranslations("segments");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const count = useMutation(
    trpc.segments.count.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.segments.pathFilter()),
      onError: (error) => toast.failed(problemOf(error)?.message ?? t("people.failed")),
    }),
  );
  return (
    <Button
      size="sm"
      variant="ghost"
      icon={<RefreshCw />}
      isBusy={count.isPending}
      onClick={() => count.mutate({ id })}
    >
      {t("countAgain")}
    </Button>
  );
}
