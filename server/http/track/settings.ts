/**
 * What @segment/analytics-next loads from `<cdnURL>/v1/projects/<key>/settings` before it sends anything: no
 * destinations but ours, no remote plugins, no metrics.
 */
export function segmentSettings(writeKey: string, origin: URL): string {
  return JSON.stringify({
    integrations: {
      "Segment.io": {
        apiKey: writeKey,
        apiHost: `${origin.host}/v1`,
        protocol: origin.protocol === "https:" ? "https" : "http",
        addBundledMetadata: false,
        unbundledIntegrations: [],
        maybeBundledConfigIds: {},
        versionSettings: { version: "4.4.7", componentTypes: ["browser"] },
      },
    },
    plan: {
      track: { __default: { enabled: true, integrations: {} } },
      identify: { __default: { enabled: true } },
      group: { __default: { enabled: true } },
    },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: {},
    enabledMiddleware: {},
    metrics: { sampleRate: 0 },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  });
}
