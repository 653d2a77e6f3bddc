import * as campaigns from "@/server/domain/campaigns";
import { mutationOf, queryOf, router } from "../trpc";

export const campaignsRouter = router({
  list: queryOf(campaigns.listCampaigns),
  get: queryOf(campaigns.getCampaign),
  version: queryOf(campaigns.getCampaignVersion),
  recipes: queryOf(campaigns.listRecipes),
  nodeKinds: queryOf(campaigns.listNodeKinds),
  graphFacts: queryOf(campaigns.listGraphFacts),
  checkGraph: queryOf(campaigns.checkGraph),

  create: mutationOf(campaigns.createCampaign),
  saveDraft: mutationOf(campaigns.saveDraft),
  publish: mutationOf(campaigns.publishCampaign),
  activate: mutationOf(campaigns.activateCampaign),
  pause: mutationOf(campaigns.pauseCampaign),
  resume: mutationOf(campaigns.resumeCampaign),
  stop: mutationOf(campaigns.stopCampaign),
  duplicate: mutationOf(campaigns.duplicateCampaign),
  archive: mutationOf(campaigns.archiveCampaign),

  report: queryOf(campaigns.getCampaignReport),
  reportPeople: queryOf(campaigns.reportPeople),
  explain: queryOf(campaigns.explainCustomer),
});
