"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { z } from "zod";
import type { ImportEntity } from "@/server/domain/integrations/fields/catalogue";

export type UploadState =
  | { step: "idle" }
  | { step: "sending"; fileName: string; sent: number; total: number }
  /** `message` is the server's sentence; undefined: the connection failed. */
  | { step: "failed"; fileName: string; message: string | undefined };

const stored = z.object({ id: z.uuid() });
const refused = z.object({ detail: z.string() });

/** Sends a file and tells how much of it has left. XMLHttpRequest, because fetch cannot say. */
export function useUpload(onStored: (importId: string) => void) {
  const [state, setState] = useState<UploadState>({ step: "idle" });
  const request = useRef<XMLHttpRequest>(undefined);
  useEffect(() => () => request.current?.abort(), []);

  const send = useCallback(
    (file: File, entity: ImportEntity) => {
      const call = new XMLHttpRequest();
      request.current = call;
      const fileName = file.name;
      setState({ step: "sending", fileName, sent: 0, total: file.size });
      call.upload.onprogress = (event) =>
        setState({ step: "sending", fileName, sent: Math.min(event.loaded, file.size), total: file.size });
      call.onerror = () => setState({ step: "failed", fileName, message: undefined });
      call.onload = () => {
        const answer: unknown = call.response;
        const ok = stored.safeParse(answer);
        if (call.status === 201 && ok.success) return onStored(ok.data.id);
        setState({ step: "failed", fileName, message: refused.safeParse(answer).data?.detail });
      };
      const form = new FormData();
      form.append("entity", entity);
      form.append("file", file);
      call.open("POST", "/api/uploads");
      call.responseType = "json";
      call.send(form);
    },
    [onStored],
  );
  const stop = useCallback(() => {
    request.current?.abort();
    setState({ step: "idle" });
  }, []);
  return { state, send, stop };
}
