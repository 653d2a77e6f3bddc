"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { type LetterContent, letterContent } from "@/emails/content";
import type { LayoutCode, LetterLocale } from "@/emails/layouts";
import type { AppRouter } from "@/server/api/root";

export type Template = inferRouterOutputs<AppRouter>["templates"]["get"];
export interface TemplateDraft {
  name: string;
  layout: LayoutCode;
  locale: LetterLocale;
  content: LetterContent;
}
/** invalid: some field breaks its own rule, so nothing can be stored yet. conflict: somebody else saved. */
export type SaveState = "saved" | "pending" | "saving" | "invalid" | "conflict" | "failed";

const pauseMs = 500;

/** The draft being edited: stored after each pause in typing, one save at a time, nothing lost on leaving. */
export function useTemplateDraft(template: Template) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { mutateAsync } = useMutation(trpc.templates.saveDraft.mutationOptions());
  const [draft, setDraft] = useState<TemplateDraft>(() => ({
    name: template.name,
    layout: template.layout,
    locale: template.locale,
    content: template.content,
  }));
  const [revision, setRevision] = useState(template.revision);
  const [state, setState] = useState<SaveState>("saved");
  const [problem, setProblem] = useState<string>();
  const latest = useRef(draft);
  const stored = useRef(draft);
  const seen = useRef(template.revision);
  const running = useRef<Promise<void>>(undefined);

  const store = useCallback(
    async (sent: TemplateDraft) => {
      setState("saving");
      try {
        const answer = await mutateAsync({ id: template.id, revision: seen.current, ...sent });
        stored.current = sent;
        seen.current = answer.revision;
        setRevision(answer.revision);
        setState(latest.current === sent ? "saved" : "pending");
        void queryClient.invalidateQueries(trpc.templates.list.pathFilter());
      } catch (error) {
        const said = problemOf(error);
        setProblem(said?.message);
        setState(said?.code === "CONFLICT" ? "conflict" : "failed");
      }
    },
    [mutateAsync, queryClient, template.id, trpc],
  );

  /** Stores what is not stored yet; resolves to the revision on the server. */
  const flush = useCallback(async (): Promise<number> => {
    await running.current;
    const sent = latest.current;
    if (sent !== stored.current) {
      if (isStorable(sent)) {
        running.current = store(sent);
        await running.current;
      } else setState("invalid");
    }
    return seen.current;
  }, [store]);

  const change = useCallback((changes: Partial<TemplateDraft>) => {
    latest.current = { ...latest.current, ...changes };
    setDraft(latest.current);
    setState((current) => (current === "conflict" ? current : "pending"));
  }, []);

  useEffect(() => {
    if (draft === stored.current || state !== "pending") return;
    const timer = setTimeout(() => void flush(), pauseMs);
    return () => clearTimeout(timer);
  }, [draft, state, flush]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (latest.current !== stored.current) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("beforeunload", warn);
      if (latest.current !== stored.current) void flush();
    };
  }, [flush]);

  return { draft, change, revision, state, problem, flush };
}

const isStorable = (draft: TemplateDraft): boolean =>
  draft.name.trim() !== "" && letterContent.safeParse(draft.content).success;
