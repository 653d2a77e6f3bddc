"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { toast } from "@/app/_ui/overlay/toast";

/** After any change the tree and the lists that name its categories are read again, and the person is told. */
export function useAfterChange(said: string, onDone: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return {
    onSuccess: async () => {
      await queryClient.invalidateQueries(trpc.products.pathFilter());
      toast.done(said);
      onDone();
    },
  };
}

/** Dropping has no form around it: what was refused is said in a toast. */
export function useMoveCategory(onDone: () => void) {
  const t = useTranslations("products.tree");
  const trpc = useTRPC();
  return useMutation(
    trpc.products.editCategory.mutationOptions({
      ...useAfterChange(t("moved"), onDone),
      onError: (error) => toast.failed(problemOf(error)?.message ?? error.message),
    }),
  );
}
