"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { problemOf } from "@/app/_trpc/problem";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { SignInForm } from "../sign-in-form";
import { useSelf } from "../use-can";

/** When the session ends under the person's hands, she signs in over the page: nothing typed is lost. */
export function SessionGuard() {
  const t = useTranslations("auth.sessionEnded");
  const self = useSelf();
  const client = useQueryClient();
  const [hasEnded, setEnded] = useState(false);
  useEffect(() => {
    const notice = (error: unknown) => {
      if (problemOf(error)?.code === "UNAUTHORIZED") setEnded(true);
    };
    const stopQueries = client.getQueryCache().subscribe((event) => {
      if (event.type === "updated" && event.action.type === "error") notice(event.action.error);
    });
    const stopMutations = client.getMutationCache().subscribe((event) => {
      if (event.type === "updated" && event.action.type === "error") notice(event.action.error);
    });
    return () => {
      stopQueries();
      stopMutations();
    };
  }, [client]);
  return (
    <Dialog isOpen={hasEnded} onOpenChange={setEnded} title={t("title")} description={t("text")} size="sm">
      <SignInForm
        email={self.email}
        onSignedIn={() => {
          setEnded(false);
          void client.refetchQueries({
            type: "active",
            predicate: (query) => query.state.status === "error",
          });
        }}
      />
    </Dialog>
  );
}
