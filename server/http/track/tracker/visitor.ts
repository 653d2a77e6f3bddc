import { newId, read, readCookie, write, writeCookie } from "./storage";

const anonymousKey = "crl_aid";
const userKey = "crl_uid";

export interface Visitor {
  anonymousId(): string;
  userId(): string | null;
  /** Another person on the same device starts as another visitor. */
  become(userId: string): void;
  /** The visitor of another of the retailer's sites came here. Whoever is known here stays who she is. */
  adopt(anonymousId: string): void;
  /** A new visitor, nobody known. */
  reset(): void;
  /** Leaves nothing behind. */
  forget(): void;
}

/** The cookie outlives cleared storage and crosses subdomains; the storage outlives cleared cookies. */
export function createVisitor(domain?: string): Visitor {
  const keep = (id: string) => {
    write(anonymousKey, id);
    writeCookie(anonymousKey, id, domain);
    return id;
  };
  const visitor: Visitor = {
    anonymousId: () => readCookie(anonymousKey) || keep(read(anonymousKey) || newId()),
    userId: () => read(userKey),
    become(userId) {
      const before = read(userKey);
      if (before && before !== userId) visitor.reset();
      write(userKey, userId);
    },
    adopt(id) {
      if (!read(userKey)) keep(id);
    },
    reset() {
      write(userKey, null);
      keep(newId());
    },
    forget() {
      write(userKey, null);
      write(anonymousKey, null);
      writeCookie(anonymousKey, "", domain);
    },
  };
  return visitor;
}
