import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { db } from "@/server/db/client";
import { verifySignIn } from "@/server/domain/account";
import { systemClock } from "@/server/platform/clock";
import { baseUrl, env } from "@/server/platform/env";
import { AppError } from "@/server/platform/errors";
import { logger } from "@/server/platform/logger";

declare module "next-auth/jwt" {
  interface JWT {
    userId?: string;
    epoch?: number;
  }
}
declare module "next-auth" {
  interface Session {
    userId?: string;
    epoch?: number;
  }
  interface User {
    sessionEpoch?: number;
  }
}

/**
 * Names the caller: set by the gateway after judging the trusted proxies (a client's own header of this name is removed
 * there), or by Vercel, which overwrites its own.
 */
export const networkHeader = env.VERCEL ? "x-vercel-forwarded-for" : "x-carillon-network";

/** Sessions are signed cookies that carry the user's id and epoch; both are checked against the database on each request. */
export const authOptions: NextAuthOptions = {
  secret: env.NEXTAUTH_SECRET,
  session: { strategy: "jwt", maxAge: 14 * 86_400 },
  useSecureCookies: baseUrl().startsWith("https://"),
  // An undecodable cookie is a stranger's, not an incident: one line, no stack.
  logger: {
    error: (code) => logger.debug({ code }, "next-auth"),
    warn: (code) => logger.debug({ code }, "next-auth"),
    debug: () => {},
  },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  providers: [
    CredentialsProvider({
      name: "password",
      credentials: { email: { type: "email" }, password: { type: "password" } },
      async authorize(credentials, request) {
        const email = String(credentials?.email ?? "");
        const password = String(credentials?.password ?? "");
        const network = String(request.headers?.[networkHeader] ?? "unknown");
        try {
          const user = await verifySignIn(db(), { email, password, network }, systemClock.now());
          return user && { id: user.id, email: user.email, name: user.name, sessionEpoch: user.sessionEpoch };
        } catch (error) {
          // NextAuth hands this message to the page as ?error=; the page has the words for each.
          if (error instanceof AppError) throw new Error(error.code);
          throw new Error("unavailable");
        }
      },
    }),
  ],
  callbacks: {
    jwt({ token, user }) {
      if (user) {
        token.userId = user.id;
        token.epoch = user.sessionEpoch ?? 0;
      }
      return token;
    },
    session({ session, token }) {
      session.userId = token.userId;
      session.epoch = token.epoch;
      return session;
    },
    /** Only paths of our own: never another site, whatever the slashes. */
    redirect({ url }) {
      const base = baseUrl();
      try {
        const target = new URL(url, base);
        return target.origin === new URL(base).origin ? target.toString() : base;
      } catch {
        return base;
      }
    },
  },
};
