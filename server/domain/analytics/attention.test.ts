import { describe, expect, it } from "vitest";
import { type AttentionFacts, attentionOf } from "./attention";

const calm: AttentionFacts = {
  lagSeconds: 1,
  unreadEvents: 3,
  rejectedLastDay: 0,
  failedImports: [],
  pausedCampaigns: [],
  disabledWebhooks: [],
  sent: 1000,
  bounced: 5,
  complained: 0,
  uncertain: 0,
  failed: 0,
  leavesMachine: true,
  hasSender: true,
};
const kinds = (changes: Partial<AttentionFacts>) =>
  attentionOf({ ...calm, ...changes }).map((one) => one.kind);

describe("what asks for attention", () => {
  it("is nothing while all is well", () => {
    expect(kinds({})).toEqual([]);
  });
  it("is the reader once it is more than a minute behind", () => {
    expect(kinds({ lagSeconds: 60 })).toEqual([]);
    expect(kinds({ lagSeconds: 61 })).toEqual(["reader_behind"]);
  });
  it("is bounces above 2% and complaints above 0.1%, once there are enough letters to tell", () => {
    expect(kinds({ bounced: 20 })).toEqual([]);
    expect(kinds({ bounced: 21 })).toEqual(["bounces"]);
    expect(kinds({ complained: 2 })).toEqual(["complaints"]);
    expect(kinds({ sent: 100, bounced: 50, complained: 50 })).toEqual([]);
  });
  it("is a missing sender only where letters leave the machine", () => {
    expect(kinds({ hasSender: false })).toEqual(["sender_missing"]);
    expect(kinds({ hasSender: false, leavesMachine: false })).toEqual([]);
  });
  it("puts what harms people outside before what waits for us", () => {
    expect(
      kinds({
        rejectedLastDay: 4,
        pausedCampaigns: [{ id: "a", name: "A" }],
        lagSeconds: 600,
        disabledWebhooks: [{ id: "w", name: "CRM" }],
        failedImports: [{ id: "i", fileName: "f.csv" }],
      }),
    ).toEqual(["reader_behind", "webhook_disabled", "import_failed", "campaign_paused", "events_rejected"]);
  });
});
