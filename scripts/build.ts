/** The production build by itself: what `npm start` does when the code has changed. For tests and for images. */
import { bundleServerOnce } from "./runtime/bundle";
import { oneLine } from "./runtime/failure";
import { buildNextOnce } from "./runtime/next-build";

try {
  await bundleServerOnce();
  await buildNextOnce({ ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
  process.exit(0);
} catch (error) {
  console.error(oneLine(error));
  process.exit(1);
}
