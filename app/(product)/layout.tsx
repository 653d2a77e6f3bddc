import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { currentActor } from "@/server/auth/session";
import { Shell } from "../_components/shell/shell";
import { SelfProvider } from "../_components/use-can";
import { FormatProvider } from "../_i18n/use-format";
import { serverCaller, signInAddress } from "../_trpc/server";

/** The shell around every product page. It knows who is here; what she may see each page checks for itself. */
export default async function ProductLayout({ children }: { children: ReactNode }) {
  if ((await currentActor()).kind !== "user") redirect(await signInAddress());
  const self = await (await serverCaller()).account.self({});
  const { company, timeZone, currency } = self.project;
  return (
    <FormatProvider value={{ timeZone, currency }}>
      <SelfProvider
        value={{
          id: self.id,
          name: self.name,
          email: self.email,
          role: self.role,
          permissions: self.permissions,
          company,
        }}
      >
        <Shell>{children}</Shell>
      </SelfProvider>
    </FormatProvider>
  );
}
