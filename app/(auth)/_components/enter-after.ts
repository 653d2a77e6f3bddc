"use client";
import { useRouter } from "next/navigation";
import { signIn } from "next-auth/react";

/** Signs in with what has just been set, and goes to the start page; to the sign-in form if that fails. */
export function useEnter() {
  const router = useRouter();
  return async (email: string, password: string): Promise<void> => {
    const answer = await signIn("credentials", { email, password, redirect: false }).catch(() => undefined);
    router.replace(answer?.ok && !answer.error ? "/" : "/sign-in");
    router.refresh();
  };
}
