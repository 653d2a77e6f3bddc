"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";

/**
 * Asks before unsaved work is left: by closing the page (the browser's own question) or by a link inside the product.
 * Returns the dialog to draw, and a way to go without being asked.
 */
export function useLeaveGuard(isDirty: boolean) {
  const t = useTranslations("segments.leave");
  const router = useRouter();
  const [target, setTarget] = useState<string>();
  const dirty = useRef(isDirty);
  dirty.current = isDirty;
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (dirty.current) event.preventDefault();
    };
    const hold = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!dirty.current || !(link instanceof HTMLAnchorElement) || link.target === "_blank") return;
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
      if (link.origin !== location.origin || link.pathname === location.pathname) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(link.pathname + link.search);
    };
    window.addEventListener("beforeunload", warn);
    document.addEventListener("click", hold, true);
    return () => {
      window.removeEventListener("beforeunload", warn);
      document.removeEventListener("click", hold, true);
    };
  }, []);
  const leave = (address: string) => {
    dirty.current = false;
    router.push(address);
  };
  const dialog = (
    <ConfirmDialog
      isOpen={target !== undefined}
      onOpenChange={() => setTarget(undefined)}
      title={t("title")}
      action={t("action")}
      onConfirm={() => target && leave(target)}
    >
      <p>{t("text")}</p>
    </ConfirmDialog>
  );
  return { dialog, leave };
}
