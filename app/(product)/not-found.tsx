/** Within the shell, so the person keeps the navigation. */
export { default } from "../not-found";
