"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/app/_trpc/client";

/** Starts a file and goes to where it is watched: the same address for a fresh file, a new one for another run. */
export function useStart() {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.imports.start.mutationOptions({
      onSuccess: async (started) => {
        queryClient.setQueryData(trpc.imports.get.queryKey({ id: started.id }), started);
        router.push(`/imports/${started.id}`);
        await queryClient.invalidateQueries(trpc.imports.list.pathFilter());
      },
    }),
  );
}
