import { z } from "zod";
import type { Announcement } from "@/server/kernel/command";

/** There are planned messages in a channel. Carries no ids: whoever wakes takes what is due. */
export const messagePlannedName = "messages/message.planned";
export const messagePlannedData = z.object({ channel: z.string(), count: z.number().int() });
export const messagePlanned = (data: z.infer<typeof messagePlannedData>): Announcement => ({
  name: messagePlannedName,
  data,
});

/** People opened or clicked; machines do not count. */
export const messageEngagedName = "messages/message.engaged";
export const messageEngagedData = z.object({ count: z.number().int() });
export const messageEngaged = (data: z.infer<typeof messageEngagedData>): Announcement => ({
  name: messageEngagedName,
  data,
});
