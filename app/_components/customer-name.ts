/** How a person is called where only one line is there: her name, or the best identifier known. */
export interface NamedCustomer {
  id: number;
  firstName?: string | null;
  lastName?: string | null;
  email?: string | null;
  phone?: string | null;
  externalId?: string | null;
}

export function customerName(customer: NamedCustomer): string {
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(" ").trim();
  return name || customer.email || customer.phone || customer.externalId || customerCode(customer.id);
}

/** What tells two people of one name apart. */
export const customerHint = (customer: NamedCustomer): string =>
  [customer.email, customer.phone].filter(Boolean).join(" · ") || customerCode(customer.id);

/** 1042 → cus_1042, as everywhere outside. */
export const customerCode = (id: number): string => `cus_${id}`;
export const customerPath = (id: number): string => `/customers/${customerCode(id)}`;
/** `cus_1042` or `1042` of an address → 1042; undefined for anything else. */
export function customerIdOf(code: string): number | undefined {
  const match = /^(?:cus_)?([1-9]\d{0,14})$/.exec(code);
  return match ? Number(match[1]) : undefined;
}
