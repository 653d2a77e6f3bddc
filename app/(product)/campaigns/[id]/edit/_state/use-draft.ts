"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import type { GraphDefinition } from "@/server/domain/campaigns/graph";
import { type History, record, redo, startHistory, undo } from "./history";

type Action =
  | { do: "change"; graph: GraphDefinition; name: string; at: number }
  | { do: "undo" }
  | { do: "redo" };
const reduce = (history: History<GraphDefinition>, action: Action): History<GraphDefinition> => {
  if (action.do === "undo") return undo(history);
  if (action.do === "redo") return redo(history);
  return record(history, action.graph, action.name, action.at);
};

/** saved: nothing to save · waiting: a change waits for a pause · saving · stale: somebody else saved · failed: will be tried again */
export type SaveState = "saved" | "waiting" | "saving" | "stale" | "failed";
const pauseMs = 900;
const retryMs = 5000;

export interface Draft {
  graph: GraphDefinition;
  save: SaveState;
  canUndo: boolean;
  canRedo: boolean;
  /** `name` groups quick changes of one thing into one step of undo. */
  change(graph: GraphDefinition, name?: string): void;
  undo(): void;
  redo(): void;
  /** Saves what waits, now; resolves with the revision that is saved. */
  flush(): Promise<number>;
}

/** The draft being edited: history, and saving by itself after each pause. */
export function useDraft(campaign: { id: string; draft: GraphDefinition; draftRevision: number }): Draft {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [history, dispatch] = useReducer(reduce, campaign.draft, startHistory);
  const revision = useRef(campaign.draftRevision);
  const savedGraph = useRef(campaign.draft);
  const running = useRef<Promise<number> | undefined>(undefined);
  const [save, setSave] = useReducer((_: SaveState, next: SaveState) => next, "saved");
  const { mutateAsync } = useMutation(trpc.campaigns.saveDraft.mutationOptions());
  const latest = useRef(history.present);
  latest.current = history.present;

  const saveNow = useCallback(async (): Promise<number> => {
    if (running.current) await running.current.catch(() => undefined);
    const graph = latest.current;
    if (graph === savedGraph.current) return revision.current;
    setSave("saving");
    running.current = mutateAsync({ id: campaign.id, revision: revision.current, graph }).then((answer) => {
      revision.current = answer.draftRevision;
      savedGraph.current = graph;
      return answer.draftRevision;
    });
    try {
      const saved = await running.current;
      setSave(latest.current === graph ? "saved" : "waiting");
      await queryClient.invalidateQueries({ ...trpc.campaigns.list.pathFilter(), refetchType: "none" });
      return saved;
    } catch (error) {
      setSave(problemOf(error)?.code === "CONFLICT" ? "stale" : "failed");
      throw error;
    } finally {
      running.current = undefined;
    }
  }, [campaign.id, mutateAsync, queryClient, trpc]);

  // Saves after a pause; what failed is tried again; nobody overwrites somebody else's draft.
  useEffect(() => {
    if (history.present === savedGraph.current || save === "stale") return;
    const timer = setTimeout(
      () => void saveNow().catch(() => undefined),
      save === "failed" ? retryMs : pauseMs,
    );
    return () => clearTimeout(timer);
  }, [history.present, save, saveNow]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (latest.current !== savedGraph.current) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, []);

  const change = useCallback((graph: GraphDefinition, name = "") => {
    if (graph === latest.current) return;
    dispatch({ do: "change", graph, name, at: performance.now() });
    setSave("waiting");
  }, []);
  return {
    graph: history.present,
    save,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change,
    undo: useCallback(() => dispatch({ do: "undo" }), []),
    redo: useCallback(() => dispatch({ do: "redo" }), []),
    flush: saveNow,
  };
}
