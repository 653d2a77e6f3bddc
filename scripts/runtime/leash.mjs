/** Preloaded into Next: ends it when the supervisor is gone, so that the next start finds its port free. */
function end() {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), 3_000).unref();
}
process.on("disconnect", end);
if (process.connected === false) end();
