"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { toast } from "@/app/_ui/overlay/toast";
import type { Json } from "@/server/domain/fields/model";

export type ItemActions = ReturnType<typeof useItemActions>;

/** Changes of a dictionary's items, each saved at once; a refusal says why. */
export function useItemActions(code: string) {
  const t = useTranslations("fields.dictionaries.item");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const options = {
    onSettled: () => queryClient.invalidateQueries(trpc.fields.pathFilter()),
    onError: (error: unknown) => {
      toast.failed(problemOf(error)?.message ?? String(error));
    },
  };
  const save = useMutation(trpc.fields.saveItems.mutationOptions(options));
  const update = useMutation(trpc.fields.updateItem.mutationOptions(options));
  const remove = useMutation(trpc.fields.deleteItem.mutationOptions(options));
  const arrange = useMutation(trpc.fields.arrangeItems.mutationOptions(options));
  return {
    isAdding: save.isPending,
    add: (name: string) => save.mutate({ code, items: [{ name }] }),
    update: (change: {
      item: string;
      name?: string;
      isActive?: boolean;
      attributes?: Record<string, Json>;
    }) => update.mutate({ code, ...change }),
    remove: (item: string) => remove.mutate({ code, item }, { onSuccess: () => toast.done(t("deleted")) }),
    arrange: (items: string[]) => arrange.mutate({ code, items }),
  };
}
