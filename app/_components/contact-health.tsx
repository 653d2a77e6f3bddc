/** The health of a person's addresses, for every screen that shows them. */
export { ContactHealth } from "./contact-health/contact-health";
export { ContactValue } from "./contact-health/contact-value";
