import {
  findPreferences,
  type LinkTarget,
  type Preferences,
  readLinkToken,
  saveChoice,
  unsubscribeReasons,
} from "@/server/domain/messages";
import type { Context } from "@/server/kernel/context";
import { safeEqual, sign } from "@/server/platform/crypto";
import { readWebBody } from "../track/body";
import { unknownLink } from "./page";
import { preferencesPage } from "./preferences-page";

/** A page left open longer than this asks once more before it brings letters back. */
const confirmMs = 3_600_000;
const mostBytes = 16 * 1024;

/** GET /u/<token>: a page, and nothing else happens, whoever fetches it. */
export async function showPreferences(ctx: Context, token: string): Promise<Response> {
  const target = readLinkToken("unsubscribe", token);
  const shown = target && (await findPreferences(ctx, target));
  if (!shown) return unknownLink();
  return preferencesPage(shown, "form", confirmToken(target, ctx.clock.now()));
}

/**
 * POST /u/<token>: the page's own forms, or RFC 8058's one click (either encoding, no cookies, no redirect). One click
 * leaves the whole channel: a mail program's "unsubscribe" means all of it.
 */
export async function changePreferences(ctx: Context, token: string, request: Request): Promise<Response> {
  const target = readLinkToken("unsubscribe", token);
  const shown = target && (await findPreferences(ctx, target));
  if (!shown) return unknownLink();
  const form = await formOf(request);
  const userAgent = request.headers.get("user-agent");
  if (form?.get("List-Unsubscribe")?.toLowerCase() === "one-click") {
    await saveChoice(ctx, target, { leave: "all", source: "one_click", userAgent });
    return await pageNow(ctx, target, shown, "gone");
  }
  switch (form?.get("action")) {
    case "leave": {
      const reason = unsubscribeReasons.find((code) => code === form.get("reason"));
      await saveChoice(ctx, target, { leave: "all", reason, source: "page", userAgent });
      return await pageNow(ctx, target, shown, "gone");
    }
    case "topics":
    case "resubscribe": {
      if (!isConfirmed(target, form.get("confirm") ?? "", ctx.clock.now()))
        return await pageNow(ctx, target, shown, "expired");
      const all = shown.categories.map(({ code }) => code);
      const kept = shown.categories.filter(({ isSubscribed }) => isSubscribed).map(({ code }) => code);
      // Coming back restores what she had chosen; with nothing chosen, everything.
      const keepCategories =
        form.get("action") === "topics" ? form.getAll("keep") : kept.length > 0 ? kept : all;
      await saveChoice(ctx, target, { leave: { keepCategories }, source: "page", userAgent });
      return await pageNow(ctx, target, shown, "saved");
    }
    default:
      return notUnderstood(preferencesPage(shown, "form", confirmToken(target, ctx.clock.now())));
  }
}

/** Whoever sent something else must not believe that it did anything. */
const notUnderstood = (page: Response): Response =>
  new Response(page.body, { status: 400, headers: page.headers });

async function pageNow(
  ctx: Context,
  target: LinkTarget,
  before: Preferences,
  view: "gone" | "saved" | "expired",
) {
  const after = (await findPreferences(ctx, target)) ?? before;
  return preferencesPage(after, view, confirmToken(target, ctx.clock.now()));
}

/** Both encodings a mail program or browser may use; undefined for anything else. */
async function formOf(request: Request): Promise<URLSearchParams | undefined> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) return undefined;
  const raw = await readWebBody(request, mostBytes);
  if (/^application/i.test(type)) return new URLSearchParams(raw.toString("utf8"));
  try {
    const fields = [
      ...(await new Response(new Uint8Array(raw), { headers: { "content-type": type } }).formData()),
    ];
    return new URLSearchParams(
      fields.flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    );
  } catch {
    return undefined;
  }
}

const confirmToken = (target: LinkTarget, now: Date): string => {
  const until = now.getTime() + confirmMs;
  return `${until}.${sign("preferences confirm", `${target.id}.${until}`).toString("base64url")}`;
};

function isConfirmed(target: LinkTarget, token: string, now: Date): boolean {
  const [until = "", signature = ""] = token.split(".");
  if (!/^\d{1,15}$/.test(until) || Number(until) < now.getTime()) return false;
  return safeEqual(signature, sign("preferences confirm", `${target.id}.${until}`).toString("base64url"));
}
