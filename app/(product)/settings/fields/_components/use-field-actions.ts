"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { toast } from "@/app/_ui/overlay/toast";
import type { FieldDef } from "@/server/domain/fields/model";

/** Small changes of a field that need no form. */
export function useFieldActions() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const update = useMutation(
    trpc.fields.update.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.fields.pathFilter()),
      onError: (error) => toast.failed(problemOf(error)?.message ?? error.message),
    }),
  );
  return {
    setHidden: (field: Pick<FieldDef, "object" | "code">, isHidden: boolean) =>
      update.mutate({ object: field.object, code: field.code, isHidden }),
  };
}
