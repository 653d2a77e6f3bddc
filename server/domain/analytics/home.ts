import { z } from "zod";
import { readSettings } from "@/server/domain/account";
import { emailChannel } from "@/server/domain/channels";
import { ingestHealth } from "@/server/domain/tracking";
import { query } from "@/server/kernel/command";
import { attentionOf } from "./attention";
import * as store from "./home-store";

const campaignsShown = 6;

/** The start page: is everything running, what did the week bring, what asks for attention, what goes out today. */
export const getHome = query({
  name: "analytics.get-home",
  permission: "home:read",
  input: z.object({}).default({}),
  async run(ctx) {
    const now = ctx.clock.now();
    const settings = await readSettings(ctx.db);
    const week = await store.readWeek(ctx.db, settings.timeZone, now);
    const [ingest, letters, purchases, campaigns, today, facts] = await Promise.all([
      ingestHealth(ctx, {}),
      store.readLetters(ctx.db, week),
      store.readPurchases(ctx.db, week, settings.timeZone),
      store.readCampaigns(ctx.db, week, campaignsShown),
      store.readDueToday(ctx.db, settings.timeZone, now),
      store.readFacts(ctx.db, week.from),
    ]);
    const { provider, capabilities } = emailChannel();
    const { bounced, complained, uncertain, failed } = letters;
    return {
      computedAt: now,
      week,
      running: {
        eventsLastMinute: ingest.eventsLastMinute,
        eventsLastHour: ingest.eventsLastHour,
        eventsLastDay: ingest.eventsLastDay,
        lagSeconds: ingest.lagSeconds,
        lastReceivedAt: ingest.lastReceivedAt,
        activeCampaigns: facts.activeCampaigns,
        runningImports: facts.runningImports,
        channel: { provider, leavesMachine: capabilities.leavesMachine },
      },
      letters: { current: letters.current, previous: letters.previous },
      purchases,
      campaigns,
      today,
      attention: attentionOf({
        lagSeconds: ingest.lagSeconds,
        unreadEvents: ingest.unreadEvents,
        rejectedLastDay: ingest.rejectedLastDay,
        failedImports: facts.failedImports,
        pausedCampaigns: facts.pausedCampaigns,
        disabledWebhooks: facts.disabledWebhooks,
        sent: letters.current.sent,
        bounced,
        complained,
        uncertain,
        failed,
        leavesMachine: capabilities.leavesMachine,
        hasSender: settings.senderEmail !== "",
      }),
      firstSteps: {
        customers: facts.hasCustomers,
        events: facts.hasEvents,
        letter: facts.hasPublishedLetter,
        campaign: facts.hasCampaign,
        sent: facts.hasSent,
      },
    };
  },
});
