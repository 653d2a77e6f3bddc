/** Where the visitor is, as Segment's context writes it. */
export function pageContext(referrer: string) {
  const { href, pathname, search } = location;
  return { url: href, path: pathname, title: document.title, referrer, search };
}

const names: Record<string, string> = {
  utm_source: "source",
  utm_medium: "medium",
  utm_campaign: "name",
  utm_term: "term",
  utm_content: "content",
  utm_id: "id",
};

/** UTM parameters of an address; undefined without any. */
export function campaignOf(search: string): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  new URLSearchParams(search).forEach((value, key) => {
    const name = names[key];
    if (name && value) found[name] = value;
  });
  return Object.keys(found).length > 0 ? found : undefined;
}

/** Calls back when a single-page application shows another address. */
export function watchAddress(onChange: (previousUrl: string) => void): void {
  let last = location.href;
  // A moment later: the application has set its title by then.
  const check = () => {
    setTimeout(() => {
      const previous = last;
      last = location.href;
      if (previous.split("#")[0] !== last.split("#")[0]) onChange(previous);
    }, 0);
  };
  for (const method of ["pushState", "replaceState"] as const) {
    const original = history[method];
    history[method] = function (...args) {
      original.apply(this, args);
      check();
    };
  }
  addEventListener("popstate", check);
}
