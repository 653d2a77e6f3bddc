import { z } from "zod";
import * as account from "@/server/domain/account";
import { mutationOf, publicProcedure, queryOf, router } from "../trpc";

const token = z.object({ token: z.string().max(200) });

export const accountRouter = router({
  self: queryOf(account.getSelf),
  updateProfile: mutationOf(account.updateOwnProfile),
  changePassword: mutationOf(account.changeOwnPassword),

  settings: queryOf(account.getProjectSettings),
  updateSettings: mutationOf(account.updateSettings),

  users: queryOf(account.listUsers),
  inviteUser: mutationOf(account.inviteUser),
  revokeInvitation: mutationOf(account.revokeInvitation),
  updateUser: mutationOf(account.updateUser),
  makePasswordLink: mutationOf(account.makePasswordLink),

  apiKeys: queryOf(account.listApiKeys),
  createApiKey: mutationOf(account.createApiKey),
  updateApiKey: mutationOf(account.updateApiKey),
  rotateApiKey: mutationOf(account.rotateApiKey),
  endPreviousSecret: mutationOf(account.endPreviousSecret),
  revokeApiKey: mutationOf(account.revokeApiKey),

  auditLog: queryOf(account.listAuditLog),

  setUpState: publicProcedure.input(token).query(({ ctx, input }) => account.setUpState(ctx, input.token)),
  setUpOwner: publicProcedure
    .input(account.setUpOwnerInput)
    .mutation(({ ctx, input }) => account.setUpOwner(ctx, input)),
  invitation: publicProcedure
    .input(token)
    .query(async ({ ctx, input }) => (await account.findOpenInvitation(ctx, input.token)) ?? null),
  acceptInvitation: publicProcedure
    .input(account.acceptInvitationInput)
    .mutation(({ ctx, input }) => account.acceptInvitation(ctx, input)),
  setPasswordByLink: publicProcedure
    .input(account.setPasswordInput)
    .mutation(({ ctx, input }) => account.setPasswordByLink(ctx, input)),
});
