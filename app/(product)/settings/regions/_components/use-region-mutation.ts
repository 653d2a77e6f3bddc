"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/app/_trpc/client";
import { toast } from "@/app/_ui/overlay/toast";

/** What every change of the tree does when it is through: the tree is read again, and the person is told. */
export function useAfterChange(said: string, onDone: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return {
    onSuccess: async () => {
      await queryClient.invalidateQueries(trpc.fields.pathFilter());
      toast.done(said);
      onDone();
    },
  };
}
