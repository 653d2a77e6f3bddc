"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { toast } from "@/app/_ui/overlay/toast";
import type { Template } from "./use-template-draft";

/** What can be done with the whole template. Each stores the words first, and refreshes all that shows it. */
export function useTemplateActions(template: Template, flush: () => Promise<number>) {
  const t = useTranslations("templates");
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries(trpc.templates.pathFilter());
  const fail = (error: unknown) => toast.failed(problemOf(error)?.message ?? t("failed"));

  const publish = useMutation(trpc.templates.publish.mutationOptions({ onError: fail }));
  const duplicate = useMutation(trpc.templates.duplicate.mutationOptions({ onError: fail }));
  const archive = useMutation(trpc.templates.archive.mutationOptions({ onError: fail }));
  const restore = useMutation(trpc.templates.restore.mutationOptions({ onError: fail }));

  return {
    isPublishing: publish.isPending,
    async publish(done: () => void) {
      const revision = await flush();
      publish.mutate(
        { id: template.id, revision },
        {
          onSuccess: ({ version }) => {
            toast.done(t("done.published", { version }));
            void refresh();
          },
          onSettled: done,
        },
      );
    },
    async duplicate() {
      await flush();
      duplicate.mutate(
        { id: template.id },
        {
          onSuccess: ({ id }) => {
            void refresh();
            router.push(`/templates/${id}`);
          },
        },
      );
    },
    async archive() {
      await flush();
      archive.mutate(
        { id: template.id },
        {
          onSuccess: () => {
            void refresh();
            const undo = () => restore.mutate({ id: template.id }, { onSuccess: () => void refresh() });
            toast.done(t("done.archived"), { action: { label: t("undo"), onClick: undo } });
            router.push("/templates");
          },
        },
      );
    },
    restore: () => restore.mutate({ id: template.id }, { onSuccess: () => void refresh() }),
  };
}
