/**
 * Client of the Carillon REST API, made from its OpenAPI document. Do not edit: take a new one from
 * /api/v1/client.ts of your installation. Needs: npm install openapi-fetch
 */

import createClient, { type Client } from "openapi-fetch";

export interface CarillonOptions {
  /** Address of the installation: https://carillon.example.com */
  baseUrl: string;
  apiKey: string;
  /** How often a request is repeated that was limited (429), refused for a moment (503) or lost on the way; 3 unless told. */
  retries?: number;
  fetch?: (request: Request) => Promise<Response>;
}

export type Carillon = Client<paths>;

/**
 * A typed client. Writes get an Idempotency-Key of their own unless you give one, so a repetition is never carried out
 * twice; Retry-After is kept. Answers are `{ data, error, response }`; `error` is a Problem.
 */
export function createCarillon({ baseUrl, apiKey, retries = 3, fetch = globalThis.fetch }: CarillonOptions): Carillon {
  return createClient<paths>({
    baseUrl,
    headers: { authorization: `Bearer ${apiKey}` },
    fetch: (request) => sendRepeatedly(request, retries, fetch),
    bodySerializer: serialize,
  });
}

/** Everything a list holds, page after page. */
export async function* allOf<Item>(
  ask: (cursor: string | undefined) => Promise<{
    data?: { data: Item[]; page: { next_cursor: string | null } };
    error?: unknown;
  }>,
): AsyncGenerator<Item> {
  for (let cursor: string | undefined; ; ) {
    const { data, error } = await ask(cursor);
    if (!data) throw new Error(`The list could not be read: ${JSON.stringify(error)}`);
    yield* data.data;
    if (data.page.next_cursor === null) return;
    cursor = data.page.next_cursor;
  }
}

async function sendRepeatedly(
  request: Request,
  retries: number,
  fetch: (request: Request) => Promise<Response>,
): Promise<Response> {
  if (request.method !== "GET" && !request.headers.has("idempotency-key"))
    request.headers.set("idempotency-key", crypto.randomUUID());
  for (let attempt = 0; ; attempt++) {
    const isLast = attempt >= retries;
    try {
      const response = await fetch(isLast ? request : request.clone());
      const wait = Number(response.headers.get("retry-after"));
      if (isLast || ![409, 429, 503].includes(response.status) || !(wait > 0)) return response;
      await pause(wait * 1000);
    } catch (error) {
      if (isLast || request.signal.aborted) throw error;
      await pause(250 * 2 ** attempt);
    }
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** JSON, or a form where a file is sent. */
function serialize(body: unknown): BodyInit {
  if (body instanceof FormData) return body;
  const entries = Object.entries((body ?? {}) as Record<string, unknown>);
  if (!entries.some(([, value]) => value instanceof Blob)) return JSON.stringify(body);
  const form = new FormData();
  for (const [name, value] of entries)
    if (value !== undefined) form.append(name, value instanceof Blob ? value : String(value));
  return form;
}

export interface paths {
  "/api/v1/categories": {
    /** The whole category tree, parents before children */
    get: operations["listCategories"];
    /** Create or update one category by its external id */
    post: operations["upsertCategory"];
  };
  "/api/v1/categories/{id}": {
    /** One category */
    get: operations["getCategory"];
    /** Delete an empty category */
    delete: operations["deleteCategory"];
  };
  "/api/v1/categories/bulk": {
    /** Create or update up to 1,000 categories */
    post: operations["upsertCategories"];
  };
  "/api/v1/products": {
    /** Products: all, of a category, or the one with an external id */
    get: operations["listProducts"];
    /** Create or update one product by its external id */
    post: operations["upsertProduct"];
  };
  "/api/v1/products/{id}": {
    /** One product */
    get: operations["getProduct"];
    /** Delete a product nobody has bought */
    delete: operations["deleteProduct"];
  };
  "/api/v1/products/bulk": {
    /** Create or update up to 1,000 products */
    post: operations["upsertProducts"];
  };
  "/api/v1/stores": {
    /** All stores */
    get: operations["listStores"];
    /** Create or update one store by its external id */
    post: operations["upsertStore"];
  };
  "/api/v1/stores/{id}": {
    /** One store */
    get: operations["getStore"];
    /** Delete a store without purchases */
    delete: operations["deleteStore"];
  };
  "/api/v1/stores/bulk": {
    /** Create or update up to 1,000 stores */
    post: operations["upsertStores"];
  };
  "/api/v1/customers": {
    /** Find customers by an identifier, or list them */
    get: operations["listCustomers"];
    /** Create or update one customer */
    post: operations["upsertCustomer"];
  };
  "/api/v1/customers/bulk": {
    /** Create or update up to 1,000 customers */
    post: operations["upsertCustomers"];
  };
  "/api/v1/customers/{id}": {
    /** One customer with identifiers, metrics and consent */
    get: operations["getCustomer"];
    /** Change the customer of this id, identifiers included */
    patch: operations["updateCustomer"];
  };
  "/api/v1/customers/{id}/timeline": {
    /** Everything that happened to a customer, newest first */
    get: operations["getCustomerTimeline"];
  };
  "/api/v1/customers/{id}/subscriptions": {
    /** Subscribe or unsubscribe a customer, with proof */
    post: operations["setCustomerSubscription"];
  };
  "/api/v1/customers/{id}/merge": {
    /** Make one customer of two */
    post: operations["mergeCustomers"];
  };
  "/api/v1/customers/{id}/merges": {
    /** What was joined with a customer */
    get: operations["listCustomerMerges"];
  };
  "/api/v1/merges/{merge_id}/undo": {
    /** Take a merge back */
    post: operations["undoMerge"];
  };
  "/api/v1/customers/{id}/export": {
    /** All that is known of a customer */
    get: operations["exportCustomer"];
  };
  "/api/v1/customers/{id}/erase": {
    /** Forget a customer for good */
    post: operations["eraseCustomer"];
  };
  "/api/v1/subscriptions/bulk": {
    /** Tell the consent of up to 1,000 customers, with proofs */
    post: operations["setSubscriptions"];
  };
  "/api/v1/tags": {
    /** All tags, with how many people carry each */
    get: operations["listTags"];
    /** Make a tag */
    post: operations["createTag"];
  };
  "/api/v1/tags/{id}": {
    /** Change a tag */
    patch: operations["updateTag"];
    /** Take a tag off everybody and forget it */
    delete: operations["deleteTag"];
  };
  "/api/v1/customers/{id}/tags": {
    /** The tags a customer carries now */
    get: operations["listCustomerTags"];
  };
  "/api/v1/customers/{id}/tags/{tag_id}": {
    /** Put a tag on a customer, for good or until a moment */
    put: operations["tagCustomer"];
    /** Take a tag off a customer */
    delete: operations["untagCustomer"];
  };
  "/api/v1/orders": {
    /** Orders, newest first: all, of one customer, or the one with an external id */
    get: operations["listOrders"];
    /** Create or update one order by its external id */
    post: operations["upsertOrder"];
  };
  "/api/v1/orders/{id}": {
    /** One order with its lines */
    get: operations["getOrder"];
  };
  "/api/v1/orders/bulk": {
    /** Create or update up to 1,000 orders */
    post: operations["upsertOrders"];
  };
  "/api/v1/receipts": {
    /** Receipts, newest first: all, of one customer, or the one with an external id */
    get: operations["listReceipts"];
    /** Create or update one receipt by its external id */
    post: operations["upsertReceipt"];
  };
  "/api/v1/receipts/{id}": {
    /** One receipt with its lines */
    get: operations["getReceipt"];
  };
  "/api/v1/receipts/bulk": {
    /** Create or update up to 1,000 receipts */
    post: operations["upsertReceipts"];
  };
  "/api/v1/events": {
    /** Tell up to 1,000 events */
    post: operations["acceptEvents"];
  };
  "/api/v1/customers/{id}/events": {
    /** What a customer did, newest first */
    get: operations["listCustomerEvents"];
  };
  "/api/v1/system-events": {
    /** Events about nobody: a price list was loaded, a shop opened */
    get: operations["listSystemEvents"];
  };
  "/api/v1/customers/{id}/carts/{container}": {
    /** Say what a customer holds now in a cart, wishlist or container of your own */
    put: operations["putCart"];
  };
  "/api/v1/customers/{id}/carts": {
    /** What a customer holds: cart, wishlist and containers of your own */
    get: operations["listCustomerCarts"];
  };
  "/api/v1/customers/{id}/visits": {
    /** Visits of a customer, newest first; one ends after 30 idle minutes */
    get: operations["listCustomerVisits"];
  };
  "/api/v1/fields/{object}": {
    /** Fields of an object, system and custom, in their order, with its groups */
    get: operations["listFields"];
    /** Add a custom field */
    post: operations["createField"];
  };
  "/api/v1/fields/{object}/{code}": {
    /** One field */
    get: operations["getField"];
    /** Change a field */
    patch: operations["changeField"];
    /** Delete a custom field that nothing refers to */
    delete: operations["deleteField"];
  };
  "/api/v1/field-order/{object}": {
    /** Set the order and groups of an object's fields */
    put: operations["arrangeFields"];
  };
  "/api/v1/field-groups/{object}": {
    /** Add a group of fields */
    post: operations["createFieldGroup"];
  };
  "/api/v1/field-groups/{object}/{code}": {
    /** Rename a group of fields */
    patch: operations["renameFieldGroup"];
    /** Delete a group; its fields stay, in no group */
    delete: operations["deleteFieldGroup"];
  };
  "/api/v1/dictionaries": {
    /** Dictionaries by name */
    get: operations["listDictionaries"];
    /** Add a dictionary */
    post: operations["createDictionary"];
  };
  "/api/v1/dictionaries/{code}": {
    /** Rename a dictionary, or change the fields of its items */
    patch: operations["changeDictionary"];
    /** Delete a dictionary that no field refers to */
    delete: operations["deleteDictionary"];
  };
  "/api/v1/dictionaries/{code}/items": {
    /** Items of a dictionary in their order */
    get: operations["listDictionaryItems"];
    /** Add and change up to 1,000 items by code */
    post: operations["saveDictionaryItems"];
  };
  "/api/v1/dictionaries/{code}/items/{item}": {
    /** Delete an item that no record holds */
    delete: operations["deleteDictionaryItem"];
  };
  "/api/v1/regions": {
    /** The tree of regions, with how many customers and stores each holds */
    get: operations["listRegions"];
    /** Create or update up to 1,000 regions by external id */
    post: operations["upsertRegions"];
  };
  "/api/v1/regions/{id}": {
    /** Delete a region that holds no other */
    delete: operations["deleteRegion"];
  };
  "/api/v1/imports": {
    /** Load a CSV file */
    post: operations["createImport"];
    /** Imports, newest first */
    get: operations["listImports"];
  };
  "/api/v1/imports/{id}": {
    /** How far an import is */
    get: operations["getImport"];
  };
  "/api/v1/imports/{id}/cancel": {
    /** Stop an import; what was loaded stays */
    post: operations["cancelImport"];
  };
  "/api/v1/imports/{id}/undo": {
    /** Take an import back */
    post: operations["undoImport"];
    /** What taking an import back would do, and what it left */
    get: operations["getImportUndo"];
  };
  "/api/v1/imports/{id}/rejects": {
    /** The rejected rows with their reasons, as CSV */
    get: operations["getImportRejects"];
  };
  "/api/v1/sql-sources": {
    /** Saved queries over databases */
    get: operations["listSqlSources"];
  };
  "/api/v1/sql-sources/{id}": {
    /** A saved query */
    get: operations["getSqlSource"];
  };
  "/api/v1/sql-sources/{id}/run": {
    /** Read what is new now */
    post: operations["runSqlSource"];
  };
  "/api/v1/exports": {
    /** Export a list as CSV */
    post: operations["createExport"];
  };
  "/api/v1/exports/{id}": {
    /** How far an export is */
    get: operations["getExport"];
  };
  "/api/v1/exports/{id}/cancel": {
    /** Stop an export */
    post: operations["cancelExport"];
  };
  "/api/v1/exports/{id}/file": {
    /** The file of an export */
    get: operations["getExportFile"];
  };
  "/api/v1/sources": {
    /** Where events come from, with how much comes */
    get: operations["listSources"];
    /** Add a site or an app; the answer has its write key */
    post: operations["createSource"];
  };
  "/api/v1/sources/{id}": {
    /** One source */
    get: operations["getSource"];
    /** Rename a source, limit it, switch it on or off */
    patch: operations["updateSource"];
  };
  "/api/v1/sources/{id}/rotate": {
    /** Give a source a new write key; the old one goes on working for a while */
    post: operations["rotateSourceKey"];
  };
  "/api/v1/webhooks": {
    /** Webhook endpoints */
    get: operations["listWebhooks"];
    /** Add a webhook endpoint */
    post: operations["createWebhook"];
  };
  "/api/v1/webhooks/{id}": {
    /** A webhook endpoint */
    get: operations["getWebhook"];
    /** Change, pause or revive a webhook endpoint */
    patch: operations["updateWebhook"];
    /** Delete a webhook endpoint with its log */
    delete: operations["deleteWebhook"];
  };
  "/api/v1/webhooks/{id}/rotate-secret": {
    /** A new secret; for 24 hours both sign */
    post: operations["rotateWebhookSecret"];
  };
  "/api/v1/webhooks/{id}/ping": {
    /** Send a test.ping */
    post: operations["pingWebhook"];
  };
  "/api/v1/webhooks/{id}/deliveries": {
    /** What was sent, newest first */
    get: operations["listWebhookDeliveries"];
  };
  "/api/v1/webhooks/{id}/deliveries/{event_id}": {
    /** A delivery with its body and all its attempts */
    get: operations["getWebhookDelivery"];
  };
  "/api/v1/webhooks/{id}/deliveries/{event_id}/replay": {
    /** Send one event again */
    post: operations["replayWebhookDelivery"];
  };
  "/api/v1/webhooks/{id}/replay": {
    /** Send again everything that was given up since a moment */
    post: operations["replayFailedWebhooks"];
  };
  "/api/v1/recipes": {
    /** Ready cases that make a whole campaign of a few settings */
    get: operations["listRecipes"];
  };
  "/api/v1/campaigns": {
    /** Campaigns, latest change first */
    get: operations["listCampaigns"];
    /** Create a campaign from a recipe, from a graph, or blank; start it if asked to */
    post: operations["createCampaign"];
  };
  "/api/v1/campaigns/{id}": {
    /** One campaign: its draft, what is wrong in it, and who is on the way */
    get: operations["getCampaign"];
  };
  "/api/v1/campaigns/{id}/activate": {
    /** Start a draft or a stopped campaign */
    post: operations["activateCampaign"];
  };
  "/api/v1/campaigns/{id}/pause": {
    /** Let nobody enter or move on; the clock keeps running */
    post: operations["pauseCampaign"];
  };
  "/api/v1/campaigns/{id}/resume": {
    /** Go on; people who became due meanwhile move at once */
    post: operations["resumeCampaign"];
  };
  "/api/v1/campaigns/{id}/stop": {
    /** Let nobody enter any more; people on their way finish, or are dropped */
    post: operations["stopCampaign"];
  };
  "/api/v1/campaigns/{id}/report": {
    /** What the campaign did and earned, counted over the entries of a version and period */
    get: operations["getCampaignReport"];
  };
  "/api/v1/campaigns/{id}/report/people": {
    /** The people behind one number of the report, newest first */
    get: operations["listCampaignReportPeople"];
  };
  "/api/v1/campaigns/{id}/explain/{customer_id}": {
    /** Why a customer did or did not get something of this campaign */
    get: operations["explainCampaignCustomer"];
  };
  "/api/v1/customers/{id}/messages": {
    /** Everything ever planned for a customer, newest first */
    get: operations["listCustomerMessages"];
  };
  "/api/v1/messages/{id}": {
    /** A message with its whole story */
    get: operations["getMessage"];
  };
  "/api/v1/templates": {
    /** The letters a campaign can send, latest change first */
    get: operations["listTemplates"];
  };
  "/api/v1/key": {
    /** The key this request comes with: its scopes, limit and end */
    get: operations["getOwnKey"];
  };
  "/api/v1/key/rotate": {
    /** Replace the secret of the key this request comes with */
    post: operations["rotateOwnKey"];
  };
  "/api/v1/identity-kinds": {
    /** Kinds of identifiers and what each may do */
    get: operations["listIdentityKinds"];
    /** Add a kind of identifier, or change what one may do */
    post: operations["saveIdentityKind"];
  };
  "/api/v1/duplicates": {
    /** Pairs of customers that may be one person, the surest first */
    get: operations["listDuplicates"];
  };
  "/api/v1/quality": {
    /** The state of the base: who can be reached, what stands in the way, and the trend by day */
    get: operations["getQuality"];
  };
  "/api/v1/customers/{id}/contacts": {
    /** Health and facts of a customer's addresses, her place and her time zone */
    get: operations["getCustomerContacts"];
  };
  "/api/v1/customers/{id}/contacts/unblock": {
    /** Let an e-mail address or a number in again, with the reason */
    post: operations["unblockCustomerContact"];
  };
  "/api/v1/rfm/preview": {
    /** Scores of all customers, as a way of scoring would give them */
    post: operations["previewRfm"];
  };
  "/api/v1/segments/preview": {
    /** How many customers a definition means, and some of them */
    post: operations["previewSegment"];
  };
  "/api/v1/segments": {
    /** Segments by name */
    get: operations["listSegments"];
    /** Create a segment */
    post: operations["createSegment"];
  };
  "/api/v1/segments/samples": {
    /** Create a list of a random part of those whom a definition means now */
    post: operations["createSegmentSample"];
  };
  "/api/v1/segments/{id}": {
    /** One segment */
    get: operations["getSegment"];
    /** Change a segment's name, description or definition */
    patch: operations["updateSegment"];
    /** Delete a segment that nothing uses */
    delete: operations["deleteSegment"];
  };
  "/api/v1/segments/{id}/customers": {
    /** Members of a segment, by number */
    get: operations["listSegmentCustomers"];
  };
  "/api/v1/segments/{id}/add": {
    /** Put people into a list */
    post: operations["addToSegment"];
  };
  "/api/v1/segments/{id}/remove": {
    /** Take people out of a list */
    post: operations["removeFromSegment"];
  };
  "/api/v1/segments/{id}/add-by-identity": {
    /** Put whoever carries these identifiers into a list */
    post: operations["addToSegmentByIdentity"];
  };
  "/api/v1/segments/{id}/explain/{customer_id}": {
    /** Why somebody is in a segment, or which condition fails */
    get: operations["explainSegment"];
  };
  "/api/v1/metrics": {
    /** Metrics: your own by name, then the standard ones */
    get: operations["listMetrics"];
    /** Define a metric of your own */
    post: operations["createMetric"];
  };
  "/api/v1/metrics/preview": {
    /** How a metric is spread over the base, and whose value is what */
    post: operations["previewMetric"];
  };
  "/api/v1/metrics/{id}": {
    /** One metric of your own */
    get: operations["getMetric"];
    /** Change a metric of your own */
    patch: operations["updateMetric"];
    /** Delete a metric of your own that nothing uses */
    delete: operations["deleteMetric"];
  };
  "/api/v1/customers/{id}/metrics": {
    /** Every metric of a customer, standard and your own, as of now */
    get: operations["listCustomerMetrics"];
  };
  "/api/v1/segments/{id}/live": {
    /** Keep a segment's members current, or no longer */
    post: operations["setSegmentLive"];
  };
  "/api/v1/segments/{id}/trend": {
    /** Size of a live segment by day, and how it came about */
    get: operations["getSegmentTrend"];
  };
  "/api/v1/segments/{id}/moves": {
    /** Who entered a live segment or a list and who left, newest first */
    get: operations["listSegmentMoves"];
  };
}

export interface components {
  schemas: {
    "Category": {
      id: string;
      external_id: string;
      name: string;
      parent_id: string | null;
      /** 1 at the root. */
      depth: number;
      /** Products in it and below it. */
      products: number;
    };
    "CategoryWrite": {
      external_id: string | number;
      name?: string | null;
      parent?: string | null;
      attributes?: Record<string, components["schemas"]["JsonValue"]>;
    };
    "JsonValue": unknown;
    "ItemResult": {
      /** null when it was rejected. */
      id: string | null;
      /** Whom it belongs to. */
      customer_id?: string | null;
      outcome: "created" | "updated" | "unchanged" | "rejected";
      /** Fields whose value is another now. */
      changed: string[];
      problems: {
        path: string;
        code: string;
        message: string;
      }[];
    };
    "BulkResults": {
      summary: components["schemas"]["BulkSummary"];
      results: components["schemas"]["ItemResult"][];
    };
    "BulkSummary": {
      created: number;
      updated: number;
      unchanged: number;
      rejected: number;
    };
    "Product": {
      id: string;
      external_id: string;
      name: string;
      /** External id of its category. */
      category: string | null;
      brand: string | null;
      price: number | null;
      old_price: number | null;
      url: string | null;
      image_url: string | null;
      is_available: boolean;
      attributes: Record<string, unknown>;
      updated_at: string;
    };
    "Page": {
      limit: number;
      has_more: boolean;
      next_cursor: string | null;
    };
    "ProductWrite": {
      external_id: string | number;
      name?: string | null;
      category?: string | number | null;
      brand?: string | null;
      price?: number | string | null;
      old_price?: number | string | null;
      url?: string | null;
      image_url?: string | null;
      is_available?: boolean;
      attributes?: Record<string, components["schemas"]["JsonValue"]>;
    };
    "Store": {
      id: string;
      external_id: string;
      name: string;
      city: string | null;
      region: string | null;
      address: string | null;
      format: string | null;
      time_zone: string | null;
      attributes: Record<string, unknown>;
    };
    "StoreWrite": {
      external_id: string | number;
      name?: string | null;
      city?: string | null;
      region?: string | null;
      address?: string | null;
      format?: string | null;
      time_zone?: string | null;
      attributes?: Record<string, components["schemas"]["JsonValue"]>;
    };
    "CustomerSummary": {
      id: string;
      external_id: string | null;
      email: string | null;
      phone: string | null;
      first_name: string | null;
      last_name: string | null;
      city: string | null;
      created_at: string;
      last_seen_at: string | null;
      metrics: {
        purchases: number;
        revenue: number;
        first_purchase_at?: string | null;
        last_purchase_at: string | null;
      };
    };
    "CustomerWrite": {
      external_id?: string | number | null;
      email?: string | null;
      phone?: string | number | null;
      first_name?: string | null;
      middle_name?: string | null;
      last_name?: string | null;
      gender?: string | null;
      birth_on?: string | null;
      country?: string | null;
      city?: string | null;
      region?: string | null;
      zip?: string | number | null;
      locale?: string | null;
      time_zone?: string | null;
      registered_at?: string | null;
      attributes?: Record<string, components["schemas"]["JsonValue"]>;
      identities?: {
        kind: string;
        value?: string | number | null;
      }[];
      at?: string;
      merge?: boolean;
    };
    "Customer": {
      id: string;
      external_id: string | null;
      email: string | null;
      phone: string | null;
      first_name: string | null;
      last_name: string | null;
      city: string | null;
      created_at: string;
      last_seen_at: string | null;
      metrics: {
        purchases: number;
        revenue: number;
        first_purchase_at?: string | null;
        last_purchase_at: string | null;
      };
      middle_name: string | null;
      gender: string | null;
      birth_on: string | null;
      country: string | null;
      region: string | null;
      zip: string | null;
      locale: string | null;
      time_zone: string | null;
      registered_at: string | null;
      attributes: Record<string, unknown>;
      state: string;
      updated_at: string;
      identities: {
        kind: string;
        value: string;
      }[];
      subscriptions: {
        channel: string;
        category: string;
        state: string;
        changed_at: string;
      }[];
    };
    "CustomerChangesWrite": {
      external_id?: string | number | null;
      email?: string | null;
      phone?: string | number | null;
      first_name?: string | null;
      middle_name?: string | null;
      last_name?: string | null;
      gender?: string | null;
      birth_on?: string | null;
      country?: string | null;
      city?: string | null;
      region?: string | null;
      zip?: string | number | null;
      locale?: string | null;
      time_zone?: string | null;
      registered_at?: string | null;
      attributes?: Record<string, components["schemas"]["JsonValue"]>;
      identities?: {
        kind: string;
        value?: string | number | null;
      }[];
    };
    "TimelineItem": {
      at: string;
      kind: "event" | "page" | "profile" | "visit" | "cart" | "order" | "receipt" | "message" | "reaction" | "campaign_entered" | "campaign_left" | "consent" | "merge" | "edit" | "tag";
      id: string;
      data: Record<string, unknown>;
    };
    "CustomerMerge": {
      id: number;
      merged: string;
      kind: string;
      rule: string;
      at: string;
      by: string;
      undone_at: string | null;
      can_undo: boolean;
    };
    "CustomerExport": {
      customer: string;
      former_numbers: string[];
      exported_at: string;
      profile: Record<string, unknown>;
      tables: Record<string, Record<string, unknown>[]>;
      cut: string[];
    };
    "SubscriptionWrite": {
      /** One of the identifiers; the strongest counts. */
      customer: {
        id?: string;
        external_id?: string | number;
        email?: string;
        phone?: string | number;
      };
      channel: string;
      /** Of mailings; the whole channel without it. */
      category?: string;
      state: "subscribed" | "unsubscribed" | "pending";
      reason?: string;
      /** The text she agreed to. */
      wording?: string;
    };
    "Tag": {
      id: string;
      name: string;
      color: "gray" | "blue" | "green" | "yellow" | "orange" | "red" | "pink" | "purple";
      description: string;
      people: number;
      created_at: string;
    };
    "CustomerTag": {
      id: string;
      name: string;
      color: string;
      added_at: string;
      expires_at: string | null;
    };
    "Order": {
      id: string;
      external_id: string;
      customer_id: string;
      number: string | null;
      occurred_at: string;
      status: string;
      channel: string;
      total: number;
      discount: number;
      currency: string;
      store: string | null;
      attributes: Record<string, unknown>;
      lines: {
        product: string | null;
        name: string | null;
        quantity: number;
        price: number;
        total: number;
        attributes: Record<string, unknown>;
      }[];
      delivery_status: string | null;
      payment_status: string | null;
      promo_code: string | null;
    };
    "OrderWrite": {
      external_id: string | number;
      customer?: {
        id?: number;
        external_id?: string | number | null;
        email?: string | null;
        phone?: string | number | null;
        first_name?: string | null;
        middle_name?: string | null;
        last_name?: string | null;
      };
      number?: string | number | null;
      occurred_at?: string | null;
      status?: string | null;
      store?: string | number | null;
      channel?: string | null;
      total?: number | string | null;
      discount?: number | string | null;
      currency?: string | null;
      lines?: {
        product?: string | number | null;
        name?: string | null;
        quantity?: number | string | null;
        price?: number | string | null;
        total?: number | string | null;
        attributes?: Record<string, components["schemas"]["JsonValue"]>;
      }[];
      attributes?: Record<string, components["schemas"]["JsonValue"]>;
      delivery_status?: string | null;
      payment_status?: string | null;
      promo_code?: string | null;
    };
    "Receipt": {
      id: string;
      external_id: string;
      customer_id: string;
      number: string | null;
      occurred_at: string;
      status: string;
      channel: string;
      total: number;
      discount: number;
      currency: string;
      store: string | null;
      attributes: Record<string, unknown>;
      lines: {
        product: string | null;
        name: string | null;
        quantity: number;
        price: number;
        total: number;
        attributes: Record<string, unknown>;
      }[];
      order: string | null;
      bonus_paid: number;
      bonus_earned: number;
    };
    "ReceiptWrite": {
      external_id: string | number;
      customer?: {
        id?: number;
        external_id?: string | number | null;
        email?: string | null;
        phone?: string | number | null;
        first_name?: string | null;
        middle_name?: string | null;
        last_name?: string | null;
      };
      number?: string | number | null;
      occurred_at?: string | null;
      status?: string | null;
      store?: string | number | null;
      channel?: string | null;
      total?: number | string | null;
      discount?: number | string | null;
      currency?: string | null;
      lines?: {
        product?: string | number | null;
        name?: string | null;
        quantity?: number | string | null;
        price?: number | string | null;
        total?: number | string | null;
        attributes?: Record<string, components["schemas"]["JsonValue"]>;
      }[];
      attributes?: Record<string, components["schemas"]["JsonValue"]>;
      order?: string | number | null;
      bonus_paid?: number | string | null;
      bonus_earned?: number | string | null;
    };
    "EventWrite": {
      /** Your own id of it: told again under the same id, it is the same event. */
      id?: string;
      name: string;
      /** Now, unless told. */
      occurred_at?: string;
      /** Whom it is about: one of the identifiers. An unknown external id makes a customer. Without customer and anonymous_id it is a system event. */
      customer?: {
        id?: string;
        external_id?: string | number;
        email?: string;
      };
      anonymous_id?: string;
      /** Code of the source; `rest-api` unless told. */
      source?: string;
      properties?: Record<string, components["schemas"]["JsonValue"]>;
      context?: Record<string, components["schemas"]["JsonValue"]>;
    };
    "EventResult": {
      id: string | null;
      outcome: "accepted" | "duplicate" | "rejected";
      problems: {
        path: string;
        code: string;
        message: string;
      }[];
    };
    "Event": {
      id: string;
      type: string;
      name: string;
      occurred_at: string;
      received_at: string;
      properties: Record<string, components["schemas"]["JsonValue"]>;
      context: Record<string, components["schemas"]["JsonValue"]>;
    };
    "Cart": {
      container: string;
      /** open, emptied or ordered. */
      state: string;
      started_at: string;
      last_action_at: string;
      items_count: number;
      total: number;
      currency: string | null;
      cart_url: string | null;
      lines: {
        product: string;
        name: string | null;
        quantity: number;
        price: number;
        url: string | null;
        image_url: string | null;
      }[];
    };
    "Visit": {
      started_at: string;
      last_event_at: string;
      source: string | null;
      events: number;
      pages: number;
      landing_url: string | null;
      referrer: string | null;
      campaign: Record<string, unknown> | null;
      device: string | null;
    };
    "Field": {
      object: "customer" | "order" | "order_line" | "receipt" | "receipt_line" | "product" | "category" | "store";
      code: string;
      /** How the field is addressed: `first_name`, `attributes.children`. */
      path: string;
      name: string;
      description: string;
      type: "string" | "text" | "integer" | "decimal" | "money" | "boolean" | "date" | "datetime" | "dictionary" | "multiselect" | "url" | "phone" | "email" | "json";
      scope: "system" | "custom";
      group: string | null;
      position: number;
      is_hidden: boolean;
      is_read_only: boolean;
      dictionary: string | null;
      rules: Record<string, unknown>;
      state: "active" | "converting" | "deleting";
    };
    "FieldGroup": {
      code: string;
      name: string;
      is_system: boolean;
    };
    "FieldCreateInput": {
      name: string;
      description?: string;
      group?: string | null;
      dictionary?: string | null;
      is_hidden?: boolean;
      rules?: components["schemas"]["FieldRulesInput"];
      code?: string;
      type: "string" | "text" | "integer" | "decimal" | "money" | "boolean" | "date" | "datetime" | "dictionary" | "multiselect" | "url" | "phone" | "email" | "json";
    };
    "FieldRulesInput": {
      is_required?: boolean;
      min?: number;
      max?: number;
      earliest?: string;
      latest?: string;
      max_length?: number;
      digits?: number;
    };
    "FieldChangeInput": {
      name?: string;
      description?: string;
      group?: string | null;
      dictionary?: string | null;
      is_hidden?: boolean;
      rules?: components["schemas"]["FieldRulesInput"];
      type?: "string" | "text" | "integer" | "decimal" | "money" | "boolean" | "date" | "datetime" | "dictionary" | "multiselect" | "url" | "phone" | "email" | "json";
    };
    "Dictionary": {
      code: string;
      name: string;
      description: string;
      is_system: boolean;
      item_fields: components["schemas"]["DictionaryItemField"][];
    };
    "DictionaryItemField": {
      code: string;
      name: string;
      type: "string" | "text" | "integer" | "decimal" | "boolean" | "date" | "url";
    };
    "DictionaryCreateInput": {
      code?: string;
      name: string;
      description?: string;
      item_fields?: {
        code: string;
        name: string;
        type: "string" | "text" | "integer" | "decimal" | "boolean" | "date" | "url";
      }[];
    };
    "DictionaryChangeInput": {
      name?: string;
      description?: string;
      item_fields?: {
        code: string;
        name: string;
        type: "string" | "text" | "integer" | "decimal" | "boolean" | "date" | "url";
      }[];
    };
    "DictionaryItem": {
      code: string;
      name: string;
      position: number;
      is_active: boolean;
      attributes: Record<string, unknown>;
    };
    "Region": {
      id: number;
      external_id: string;
      name: string;
      /** External id of the region it lies within. */
      parent: string | null;
      /** Its own; null: that of the region above. */
      currency: string | null;
      aliases: string[];
      /** In it and below it. */
      customers: number;
      /** In it and below it. */
      stores: number;
    };
    "RegionsWrite": {
      items: {
        external_id: string;
        name?: string;
        parent?: string | null;
        currency?: string | null;
        aliases?: string[];
      }[];
    };
    "Import": {
      id: string;
      entity: "customers" | "orders" | "receipts" | "products" | "categories" | "stores";
      status: "uploaded" | "queued" | "running" | "succeeded" | "failed" | "cancelled";
      dry_run: boolean;
      file_name: string;
      mapping: Record<string, string>;
      rows: {
        total: number;
        done: number;
        created: number;
        updated: number;
        unchanged: number;
        rejected: number;
      };
      /** New customers who came with orders or receipts. */
      customers_created: number;
      /** Where the rejected rows are as CSV, relative to this API's origin. */
      rejects_url: string | null;
      error: string | null;
      /** How far taking it back is; null until somebody asked. */
      undo: {
        status: "queued" | "running" | "done";
        total: number;
        done: number;
        removed: number;
        restored: number;
        /** Records that stayed: somebody changed or used them since. */
        kept: number;
      } | null;
      created_at: string;
      started_at: string | null;
      finished_at: string | null;
    };
    "SqlSource": {
      id: string;
      name: string;
      entity: "customers" | "orders" | "receipts" | "products" | "categories" | "stores";
      connection: string;
      mode: "incremental" | "full";
      key_column: string | null;
      /** The remembered maximum of the key column. */
      position: string | null;
      is_active: boolean;
      next_run_at: string | null;
      /** Ask /api/v1/imports/{id} how it went. */
      last_import_id: string | null;
      last_status: string | null;
    };
    "Export": {
      id: string;
      list: string;
      status: "queued" | "running" | "delivering" | "succeeded" | "failed" | "cancelled";
      rows: {
        total: number | null;
        done: number;
      };
      bytes: number;
      file_name: string;
      /** Where the file is, relative to this API's origin; null until it is ready and after it expired. */
      file_url: string | null;
      expires_at: string | null;
      error: string | null;
      created_at: string;
      finished_at: string | null;
    };
    "Source": {
      id: number;
      /** As events name it. */
      code: string;
      name: string;
      domain: string | null;
      /** Public by nature: it stands in the page. */
      write_key: string;
      events_per_second: number | null;
      is_active: boolean;
      created_at: string;
      last_event_at: string | null;
      events_last_day: number;
      rejected_last_day: number;
    };
    "WebhookEndpoint": {
      id: string;
      url: string;
      description: string;
      types: string[];
      state: "active" | "paused" | "disabled";
      /** Deliveries that will be tried. */
      waiting: number;
      failing_since: string | null;
      last_success_at: string | null;
      last_error: string | null;
      disabled_reason: string | null;
      created_at: string;
    };
    "WebhookEndpointWithSecret": {
      id: string;
      url: string;
      description: string;
      types: string[];
      state: "active" | "paused" | "disabled";
      /** Deliveries that will be tried. */
      waiting: number;
      failing_since: string | null;
      last_success_at: string | null;
      last_error: string | null;
      disabled_reason: string | null;
      created_at: string;
      /** `whsec_…`. Shown this once. */
      secret: string;
    };
    "WebhookDelivery": {
      event_id: string;
      /** `webhook-id` of every attempt. */
      message_id: string;
      type: string;
      state: "pending" | "delivered" | "failed";
      attempts: number;
      next_attempt_at: string | null;
      last_status: number | null;
      last_error: string | null;
      delivered_at: string | null;
      created_at: string;
    };
    "WebhookDeliveryLog": {
      event_id: string;
      /** `webhook-id` of every attempt. */
      message_id: string;
      type: string;
      state: "pending" | "delivered" | "failed";
      attempts: number;
      next_attempt_at: string | null;
      last_status: number | null;
      last_error: string | null;
      delivered_at: string | null;
      created_at: string;
      /** Byte for byte what is sent. */
      body: string;
      log: {
        at: string;
        duration_ms: number;
        status: number | null;
        error: string | null;
        /** The first kilobyte of the answer. */
        answer: string | null;
      }[];
    };
    "Recipe": {
      code: string;
      name: {
        en: string;
        ru: string;
      };
      description: {
        en: string;
        ru: string;
      };
      /** Codes of the templates it uses unless told otherwise. */
      templates: string[];
      /** JSON schema of its settings; all are optional. */
      settings: Record<string, unknown>;
      defaults: Record<string, unknown>;
      /** Its steps, in order. */
      nodes: {
        id: string;
        kind: string;
      }[];
    };
    "CampaignSummary": {
      id: string;
      name: string;
      state: "draft" | "active" | "paused" | "stopped";
      recipe: string | null;
      /** The version newcomers enter; null before the first start. */
      version: number | null;
      entered: number;
      in_flight: number;
      /** Attributed purchases. */
      orders: number;
      /** Their sum, in the project's currency. */
      revenue: number;
      created_at: string;
      updated_at: string;
    };
    "Campaign": {
      id: string;
      name: string;
      state: "draft" | "active" | "paused" | "stopped";
      recipe: string | null;
      version: number | null;
      /** The draft. */
      graph: {
        nodes: {
          id: string;
          kind: string;
          name: string;
          settings: Record<string, unknown>;
        }[];
        edges: {
          from: string;
          port: string;
          to: string;
        }[];
        positions: Record<string, {
          x: number;
          y: number;
        }>;
      };
      settings: {
        reentry: {
          kind: "always";
        } | {
          kind: "never";
        } | {
          kind: "interval";
          seconds: number;
        };
        max_simultaneous: number;
        attribution_days: number | null;
        category: string;
        include_existing: boolean;
      };
      problems: {
        code: string;
        node_id: string | null;
        field: string | null;
        params: Record<string, unknown>;
      }[];
      in_flight: {
        version: number;
        node_id: string;
        count: number;
      }[];
      activated_at: string | null;
      created_at: string;
      updated_at: string;
    };
    "CampaignReport": {
      /** Rows in the ledger: pending + skipped + sent + failed + uncertain. */
      planned: number;
      pending: number;
      skipped: number;
      skipped_by_reason: Record<string, number>;
      /** Accepted by the provider: delivered or on the way. */
      sent: number;
      delivered: number;
      opened: number;
      clicked: number;
      unsubscribed: number;
      complained: number;
      failed: number;
      failed_by_reason: Record<string, number>;
      uncertain: number;
      people: {
        planned: number;
        sent: number;
        delivered: number;
        opened: number;
        clicked: number;
      };
      campaign: {
        id: string;
        name: string;
        state: "draft" | "active" | "paused" | "stopped";
        version: number | null;
      };
      versions: {
        version: number;
        published_at: string;
      }[];
      entered: number;
      /** Different customers among the entries. */
      customers: number;
      in_flight: number;
      finished: number;
      exited: number;
      dropped: number;
      dropped_by_reason: Record<string, number>;
      /** Purchases attributed to the campaign's messages. */
      orders: number;
      buyers: number;
      /** Their sum, in the project's currency. */
      revenue: number;
      revenue_per_entry: number;
      /** Purchases after a click, whichever message they are attributed to. */
      orders_after_click: number;
      revenue_after_click: number;
      time_to_purchase: {
        within_hours: number | null;
        orders: number;
      }[];
      median_seconds_to_purchase: number | null;
      /** 24 counts, by the hour in the project's time zone. */
      opens_by_hour: number[];
      time_zone: string;
      nodes: {
        id: string;
        kind: string;
        name: string;
        in: number;
        out: number;
        yes: number;
        no: number;
        not_sent: number;
        dropped: number;
        dropped_by_reason: Record<string, number>;
        in_flight: number;
        first_due_at: string | null;
        last_due_at: string | null;
        messages: {
          /** Rows in the ledger: pending + skipped + sent + failed + uncertain. */
          planned: number;
          pending: number;
          skipped: number;
          skipped_by_reason: Record<string, number>;
          /** Accepted by the provider: delivered or on the way. */
          sent: number;
          delivered: number;
          opened: number;
          clicked: number;
          unsubscribed: number;
          complained: number;
          failed: number;
          failed_by_reason: Record<string, number>;
          uncertain: number;
          people: {
            planned: number;
            sent: number;
            delivered: number;
            opened: number;
            clicked: number;
          };
        } | null;
      }[];
    };
    "ReportPerson": {
      customer_id: string;
      first_name: string | null;
      last_name: string | null;
      email: string | null;
      at: string;
      node_id: string | null;
      reason: string | null;
      message_id: string | null;
      amount: number | null;
    };
    "CampaignExplanation": {
      entries: {
        version: number;
        state: string;
        reason: string | null;
        entered_at: string;
        finished_at: string | null;
        waiting_until: string | null;
        path: {
          node_id: string;
          kind: string;
          name: string;
          entered_at: string;
          left_at: string | null;
          outcome: string | null;
          reason: string | null;
        }[];
        messages: {
          id: string;
          node_id: string | null;
          channel: string;
          status: string;
          reason: string | null;
          detail: string | null;
          subject: string | null;
          planned_at: string;
          accepted_at: string | null;
          opened_at: string | null;
          clicked_at: string | null;
        }[];
      }[];
      entering: {
        would_enter: boolean;
        /** The first entry rule that fails; null when she would enter. */
        refusal: string | null;
        checks: {
          condition: string;
          holds: boolean | null;
        }[];
        due_at: string | null;
      };
    };
    "Message": {
      id: string;
      customer_id: string;
      channel: string;
      status: "planned" | "claimed" | "accepted" | "delivered" | "failed" | "uncertain" | "skipped";
      /** Why it was skipped, failed or is uncertain. */
      reason: string | null;
      /** The provider's or the renderer's own words. */
      detail: string | null;
      subject: string | null;
      /** As it was sent; null until it is rendered. */
      html: string | null;
      address: string | null;
      /** campaign, mailing or test. */
      source: string;
      campaign_id: string | null;
      campaign_name: string | null;
      node_id: string | null;
      template_id: string | null;
      category: string;
      attempts: number;
      created_at: string;
      /** It is not sent earlier. */
      not_before: string;
      sent_at: string | null;
      delivered_at: string | null;
      failed_at: string | null;
      /** First open or click by a person. */
      opened_at: string | null;
      /** First click by a person. */
      clicked_at: string | null;
      unsubscribed_at: string | null;
      complained_at: string | null;
    };
    "MessageStory": {
      id: string;
      customer_id: string;
      channel: string;
      status: "planned" | "claimed" | "accepted" | "delivered" | "failed" | "uncertain" | "skipped";
      /** Why it was skipped, failed or is uncertain. */
      reason: string | null;
      /** The provider's or the renderer's own words. */
      detail: string | null;
      subject: string | null;
      /** As it was sent; null until it is rendered. */
      html: string | null;
      address: string | null;
      /** campaign, mailing or test. */
      source: string;
      campaign_id: string | null;
      campaign_name: string | null;
      node_id: string | null;
      template_id: string | null;
      category: string;
      attempts: number;
      created_at: string;
      /** It is not sent earlier. */
      not_before: string;
      sent_at: string | null;
      delivered_at: string | null;
      failed_at: string | null;
      /** First open or click by a person. */
      opened_at: string | null;
      /** First click by a person. */
      clicked_at: string | null;
      unsubscribed_at: string | null;
      complained_at: string | null;
      text: string | null;
      /** Everything that happened to it, in order. */
      events: {
        kind: string;
        at: string;
        /** A scanner or an image proxy, by the evidence in `data`. */
        is_machine: boolean;
        url: string | null;
        data: Record<string, unknown>;
      }[];
      entered_campaign_at: string | null;
    };
    "Template": {
      id: string;
      /** Stable name, as campaigns and recipes use it. */
      code: string;
      name: string;
      layout: string;
      locale: string;
      subject: string;
      /** Published version that goes out; null while it is a draft. */
      version: number | null;
      has_unpublished_changes: boolean;
      updated_at: string;
    };
    "ApiKey": {
      id: string;
      name: string;
      /** How its secret begins. */
      prefix: string;
      scopes: string[];
      rate_per_second: number;
      /** Ever made with it, to the second. */
      requests: number;
      expires_at: string | null;
      /** Until when the secret before the last rotation works. */
      previous_secret_ends_at: string | null;
    };
    "IdentityKind": {
      code: string;
      name: string;
      priority: number;
      max_per_person: number;
      may_decide: boolean;
      may_merge: boolean;
      block_after: number | null;
      is_built_in: boolean;
      values: number;
    };
    "DuplicatePair": {
      customers: string[];
      /** Who would stay. */
      keep: string;
      score: number;
      evidence: {
        kind: string;
        points: number;
      }[];
      rules: string[];
    };
    "DataQuality": {
      counted_at: string | null;
      customers: number;
      figures: Record<string, number>;
      groups: Record<string, {
        value: string;
        customers: number;
      }[]>;
      pending_suggestions: Record<string, number>;
      trend: {
        day: string;
        customers: number;
        figures: Record<string, number>;
      }[];
    };
    "CustomerContacts": {
      email: {
        value: string;
        code: number;
        code_name: string;
        state: "good" | "soft" | "hard";
        since: string | null;
        by: string | null;
        soft_failures_30d: number;
        last_success_at: string | null;
        unblocked_at: string | null;
        provider: string | null;
        is_role: boolean;
        is_disposable: boolean;
        domain_state: "unchecked" | "accepts" | "no_mail" | "no_domain";
        suggestion: string | null;
      } | null;
      phone: {
        value: string;
        code: number;
        code_name: string;
        state: "good" | "soft" | "hard";
        since: string | null;
        by: string | null;
        soft_failures_30d: number;
        last_success_at: string | null;
        unblocked_at: string | null;
        type: string | null;
        country: string | null;
        operator: string | null;
        region: string | null;
      } | null;
      place: {
        country: string | null;
        region: string | null;
        city: string | null;
      };
      time_zone: string;
      time_zone_from: "profile" | "city" | "phone" | "region" | "project";
      computed_at: string | null;
    };
    "SegmentQuestionInput": {
      definition: unknown;
    };
    "SegmentMember": {
      customer_id: string;
      external_id: string | null;
      email: string | null;
      phone: string | null;
      first_name: string | null;
      last_name: string | null;
    };
    "Segment": {
      id: string;
      name: string;
      description: string;
      kind: "dynamic" | "list";
      definition: components["schemas"]["SegmentDefinition"] | null;
      version: number;
      /** As counted at `size_at`; null: not counted yet. */
      size: number | null;
      size_at: string | null;
      /** Its members are kept current, and who enters and leaves is noted. */
      is_live: boolean;
      /** Why a live segment could not be brought up to date lately; null: it is. */
      problem: string | null;
      created_at: string;
      updated_at: string;
    };
    "SegmentDefinition": unknown;
    "SegmentWrite": {
      name: string;
      description?: string;
      kind?: "dynamic" | "list";
      definition?: unknown;
      is_live?: boolean;
    };
    "SegmentSampleWrite": {
      name: string;
      description?: string;
      definition: unknown;
      count?: number;
      percent?: number;
      salt?: string;
    };
    "SegmentChangesInput": {
      name?: string;
      description?: string;
      definition?: unknown;
    };
    "SegmentPeopleInput": {
      customer_ids: string[];
    };
    "SegmentIdentifiersInput": {
      identifiers: string[];
    };
    "SegmentVerdict": {
      rule: unknown;
      /** null: unknown, because a value is empty. */
      holds: boolean | null;
      parts: unknown[];
    };
    "Metric": {
      /** As conditions of kind `metric` name it. */
      metric: string;
      type: "number" | "date" | "text";
      /** count, number, money, share, days, times, hour, date, weekday, store, category, product or brand. */
      unit: string;
      is_own: boolean;
      /** 0 for somebody without; otherwise null. */
      never_empty: boolean;
      /** null: a standard one. */
      id: string | null;
      code: string | null;
      name: string | null;
      description: string | null;
      definition: components["schemas"]["MetricDefinition"] | null;
      version: number | null;
      created_at: string | null;
      updated_at: string | null;
    };
    "MetricDefinition": unknown;
    "MetricWrite": {
      code: string;
      name: string;
      description?: string;
      definition: {
        kind: "purchases";
        of?: "all" | "orders" | "receipts" | "returns";
        where?: {
          stores?: string[];
          regions?: string[];
          channels?: string[];
          total?: {
            operator: "equals" | "not_equals" | "greater" | "at_least" | "less" | "at_most";
            value: number;
          } | {
            operator: "between";
            from: number;
            to: number;
          };
          discount?: {
            operator: "equals" | "not_equals" | "greater" | "at_least" | "less" | "at_most";
            value: number;
          } | {
            operator: "between";
            from: number;
            to: number;
          };
          weekdays?: number[];
          hours?: {
            from: number;
            to: number;
          };
        };
        lines?: {
          products?: string[];
          categories?: string[];
          brands?: string[];
          price?: {
            operator: "equals" | "not_equals" | "greater" | "at_least" | "less" | "at_most";
            value: number;
          } | {
            operator: "between";
            from: number;
            to: number;
          };
          quantity?: {
            operator: "equals" | "not_equals" | "greater" | "at_least" | "less" | "at_most";
            value: number;
          } | {
            operator: "between";
            from: number;
            to: number;
          };
          total?: {
            operator: "equals" | "not_equals" | "greater" | "at_least" | "less" | "at_most";
            value: number;
          } | {
            operator: "between";
            from: number;
            to: number;
          };
        };
        window?: {
          kind: "ever";
        } | {
          kind: "last";
          amount: number;
          unit: "minutes" | "hours" | "days";
        } | {
          kind: "before_last";
          amount: number;
          unit: "minutes" | "hours" | "days";
        } | {
          kind: "between";
          from: string;
          to: string;
        } | {
          kind: "since";
          point: "trigger" | "entry" | "previous_node";
        };
        measure: "count" | "sum" | "visits" | "items" | "lines_sum" | "average" | "smallest" | "largest" | "days_since_first" | "days_since_last" | "days_between" | "first_on" | "last_on";
      } | {
        kind: "event";
        type?: "track" | "page" | "screen";
        name: string;
        sources?: string[];
        where?: {
          path: string[];
          type: "text";
          test: {
            operator: "equals" | "not_equals" | "contains" | "not_contains" | "starts_with";
            value: string;
          } | {
            operator: "in" | "not_in";
            values: string[];
          } | {
            operator: "is_empty" | "is_not_empty";
          };
        } | {
          path: string[];
          type: "number";
          test: {
            operator: "equals" | "not_equals" | "greater" | "at_least" | "less" | "at_most";
            value: number;
          } | {
            operator: "between";
            from: number;
            to: number;
          } | {
            operator: "is_empty" | "is_not_empty";
          };
        } | {
          path: string[];
          type: "date";
          test: {
            operator: "on" | "before" | "on_or_before" | "after" | "on_or_after";
            value: string;
          } | {
            operator: "between";
            from: string;
            to: string;
          } | {
            operator: "in_last_days" | "more_than_days_ago" | "in_next_days";
            days: number;
          } | {
            operator: "is_empty" | "is_not_empty";
          };
        } | {
          path: string[];
          type: "boolean";
          test: {
            operator: "is_true" | "is_false";
          } | {
            operator: "is_empty" | "is_not_empty";
          };
        }[];
        window?: {
          kind: "ever";
        } | {
          kind: "last";
          amount: number;
          unit: "minutes" | "hours" | "days";
        } | {
          kind: "before_last";
          amount: number;
          unit: "minutes" | "hours" | "days";
        } | {
          kind: "between";
          from: string;
          to: string;
        } | {
          kind: "since";
          point: "trigger" | "entry" | "previous_node";
        };
        measure?: "count" | "days_since_first" | "days_since_last" | "first_on" | "last_on";
      } | {
        kind: "communication";
        reaction: "planned" | "sent" | "delivered" | "opened" | "clicked" | "unsubscribed" | "complained" | "bounced" | "skipped";
        channels?: string[];
        categories?: string[];
        sources?: string[];
        window?: {
          kind: "ever";
        } | {
          kind: "last";
          amount: number;
          unit: "minutes" | "hours" | "days";
        } | {
          kind: "before_last";
          amount: number;
          unit: "minutes" | "hours" | "days";
        } | {
          kind: "between";
          from: string;
          to: string;
        } | {
          kind: "since";
          point: "trigger" | "entry" | "previous_node";
        };
        measure?: "count" | "days_since_last" | "last_on";
      };
    };
    "MetricQuestionInput": {
      definition?: {
        kind: "purchases";
        of?: "all" | "orders" | "receipts" | "returns";
        where?: {
          stores?: string[];
          regions?: string[];
          channels?: string[];
          total?: {
            operator: "equals" | "not_equals" | "greater" | "at_least" | "less" | "at_most";
            value: number;
          } | {
            operator: "between";
            from: number;
            to: number;
          };
          discount?: {
            operator: "equals" | "not_equals" | "greater" | "at_least" | "less" | "at_most";
            value: number;
          } | {
            operator: "between";
            from: number;
            to: number;
          };
          weekdays?: number[];
          hours?: {
            from: number;
            to: number;
          };
        };
        lines?: {
          products?: string[];
          categories?: string[];
          brands?: string[];
          price?: {
            operator: "equals" | "not_equals" | "greater" | "at_least" | "less" | "at_most";
            value: number;
          } | {
            operator: "between";
            from: number;
            to: number;
          };
          quantity?: {
            operator: "equals" | "not_equals" | "greater" | "at_least" | "less" | "at_most";
            value: number;
          } | {
            operator: "between";
            from: number;
            to: number;
          };
          total?: {
            operator: "equals" | "not_equals" | "greater" | "at_least" | "less" | "at_most";
            value: number;
          } | {
            operator: "between";
            from: number;
            to: number;
          };
        };
        window?: {
          kind: "ever";
        } | {
          kind: "last";
          amount: number;
          unit: "minutes" | "hours" | "days";
        } | {
          kind: "before_last";
          amount: number;
          unit: "minutes" | "hours" | "days";
        } | {
          kind: "between";
          from: string;
          to: string;
        } | {
          kind: "since";
          point: "trigger" | "entry" | "previous_node";
        };
        measure: "count" | "sum" | "visits" | "items" | "lines_sum" | "average" | "smallest" | "largest" | "days_since_first" | "days_since_last" | "days_between" | "first_on" | "last_on";
      } | {
        kind: "event";
        type?: "track" | "page" | "screen";
        name: string;
        sources?: string[];
        where?: {
          path: string[];
          type: "text";
          test: {
            operator: "equals" | "not_equals" | "contains" | "not_contains" | "starts_with";
            value: string;
          } | {
            operator: "in" | "not_in";
            values: string[];
          } | {
            operator: "is_empty" | "is_not_empty";
          };
        } | {
          path: string[];
          type: "number";
          test: {
            operator: "equals" | "not_equals" | "greater" | "at_least" | "less" | "at_most";
            value: number;
          } | {
            operator: "between";
            from: number;
            to: number;
          } | {
            operator: "is_empty" | "is_not_empty";
          };
        } | {
          path: string[];
          type: "date";
          test: {
            operator: "on" | "before" | "on_or_before" | "after" | "on_or_after";
            value: string;
          } | {
            operator: "between";
            from: string;
            to: string;
          } | {
            operator: "in_last_days" | "more_than_days_ago" | "in_next_days";
            days: number;
          } | {
            operator: "is_empty" | "is_not_empty";
          };
        } | {
          path: string[];
          type: "boolean";
          test: {
            operator: "is_true" | "is_false";
          } | {
            operator: "is_empty" | "is_not_empty";
          };
        }[];
        window?: {
          kind: "ever";
        } | {
          kind: "last";
          amount: number;
          unit: "minutes" | "hours" | "days";
        } | {
          kind: "before_last";
          amount: number;
          unit: "minutes" | "hours" | "days";
        } | {
          kind: "between";
          from: string;
          to: string;
        } | {
          kind: "since";
          point: "trigger" | "entry" | "previous_node";
        };
        measure?: "count" | "days_since_first" | "days_since_last" | "first_on" | "last_on";
      } | {
        kind: "communication";
        reaction: "planned" | "sent" | "delivered" | "opened" | "clicked" | "unsubscribed" | "complained" | "bounced" | "skipped";
        channels?: string[];
        categories?: string[];
        sources?: string[];
        window?: {
          kind: "ever";
        } | {
          kind: "last";
          amount: number;
          unit: "minutes" | "hours" | "days";
        } | {
          kind: "before_last";
          amount: number;
          unit: "minutes" | "hours" | "days";
        } | {
          kind: "between";
          from: string;
          to: string;
        } | {
          kind: "since";
          point: "trigger" | "entry" | "previous_node";
        };
        measure?: "count" | "days_since_last" | "last_on";
      };
      metric?: string;
      /** Whose values to tell; absent: the ten highest. */
      customer_ids?: string[];
    };
    "MetricChangesInput": {
      code?: string;
      name?: string;
      description?: string;
      definition?: {
        kind: "purchases";
        of?: "all" | "orders" | "receipts" | "returns";
        where?: {
          stores?: string[];
          regions?: string[];
          channels?: string[];
          total?: {
            operator: "equals" | "not_equals" | "greater" | "at_least" | "less" | "at_most";
            value: number;
          } | {
            operator: "between";
            from: number;
            to: number;
          };
          discount?: {
            operator: "equals" | "not_equals" | "greater" | "at_least" | "less" | "at_most";
            value: number;
          } | {
            operator: "between";
            from: number;
            to: number;
          };
          weekdays?: number[];
          hours?: {
            from: number;
            to: number;
          };
        };
        lines?: {
          products?: string[];
          categories?: string[];
          brands?: string[];
          price?: {
            operator: "equals" | "not_equals" | "greater" | "at_least" | "less" | "at_most";
            value: number;
          } | {
            operator: "between";
            from: number;
            to: number;
          };
          quantity?: {
            operator: "equals" | "not_equals" | "greater" | "at_least" | "less" | "at_most";
            value: number;
          } | {
            operator: "between";
            from: number;
            to: number;
          };
          total?: {
            operator: "equals" | "not_equals" | "greater" | "at_least" | "less" | "at_most";
            value: number;
          } | {
            operator: "between";
            from: number;
            to: number;
          };
        };
        window?: {
          kind: "ever";
        } | {
          kind: "last";
          amount: number;
          unit: "minutes" | "hours" | "days";
        } | {
          kind: "before_last";
          amount: number;
          unit: "minutes" | "hours" | "days";
        } | {
          kind: "between";
          from: string;
          to: string;
        } | {
          kind: "since";
          point: "trigger" | "entry" | "previous_node";
        };
        measure: "count" | "sum" | "visits" | "items" | "lines_sum" | "average" | "smallest" | "largest" | "days_since_first" | "days_since_last" | "days_between" | "first_on" | "last_on";
      } | {
        kind: "event";
        type?: "track" | "page" | "screen";
        name: string;
        sources?: string[];
        where?: {
          path: string[];
          type: "text";
          test: {
            operator: "equals" | "not_equals" | "contains" | "not_contains" | "starts_with";
            value: string;
          } | {
            operator: "in" | "not_in";
            values: string[];
          } | {
            operator: "is_empty" | "is_not_empty";
          };
        } | {
          path: string[];
          type: "number";
          test: {
            operator: "equals" | "not_equals" | "greater" | "at_least" | "less" | "at_most";
            value: number;
          } | {
            operator: "between";
            from: number;
            to: number;
          } | {
            operator: "is_empty" | "is_not_empty";
          };
        } | {
          path: string[];
          type: "date";
          test: {
            operator: "on" | "before" | "on_or_before" | "after" | "on_or_after";
            value: string;
          } | {
            operator: "between";
            from: string;
            to: string;
          } | {
            operator: "in_last_days" | "more_than_days_ago" | "in_next_days";
            days: number;
          } | {
            operator: "is_empty" | "is_not_empty";
          };
        } | {
          path: string[];
          type: "boolean";
          test: {
            operator: "is_true" | "is_false";
          } | {
            operator: "is_empty" | "is_not_empty";
          };
        }[];
        window?: {
          kind: "ever";
        } | {
          kind: "last";
          amount: number;
          unit: "minutes" | "hours" | "days";
        } | {
          kind: "before_last";
          amount: number;
          unit: "minutes" | "hours" | "days";
        } | {
          kind: "between";
          from: string;
          to: string;
        } | {
          kind: "since";
          point: "trigger" | "entry" | "previous_node";
        };
        measure?: "count" | "days_since_first" | "days_since_last" | "first_on" | "last_on";
      } | {
        kind: "communication";
        reaction: "planned" | "sent" | "delivered" | "opened" | "clicked" | "unsubscribed" | "complained" | "bounced" | "skipped";
        channels?: string[];
        categories?: string[];
        sources?: string[];
        window?: {
          kind: "ever";
        } | {
          kind: "last";
          amount: number;
          unit: "minutes" | "hours" | "days";
        } | {
          kind: "before_last";
          amount: number;
          unit: "minutes" | "hours" | "days";
        } | {
          kind: "between";
          from: string;
          to: string;
        } | {
          kind: "since";
          point: "trigger" | "entry" | "previous_node";
        };
        measure?: "count" | "days_since_last" | "last_on";
      };
    };
    "SegmentLivenessInput": {
      is_live: boolean;
    };
    "SegmentMove": {
      customer_id: string;
      kind: "entered" | "left";
      /** change: of her data; time: alone; edit: of the definition; hand: of a list. */
      cause: string;
      at: string;
    };
    "Problem": {
      type: string;
      title: string;
      status: number;
      /** What is wrong, and what to do. */
      detail: string;
      code?: string;
      /** Also in our log, and in the header Request-Id. */
      request_id?: string;
      errors?: {
        path: string;
        message: string;
      }[];
    };
  };
}

export interface operations {
  "listCategories": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["Category"][];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "upsertCategory": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["CategoryWrite"] } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["ItemResult"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getCategory": {
    parameters: {
      query?: {
        /** Only these fields of each item, separated by commas: id, external_id, name, parent_id … */
        fields?: string;
      };
      header?: never;
      path: {
        /** `category` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Category"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "deleteCategory": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** `category` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: { headers: Record<string, string>; content?: never };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "upsertCategories": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      items: {
        external_id: string | number;
        name?: string | null;
        parent?: string | null;
        attributes?: Record<string, components["schemas"]["JsonValue"]>;
      }[];
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["BulkResults"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listProducts": {
    parameters: {
      query?: {
        /** Part of the name, or the beginning of the external id or brand. */
        search?: string;
        external_id?: string;
        /** Of this category and everything below it: `cat_7`. */
        category_id?: string;
        is_available?: "true" | "false";
        /** Order of the list; `-` in front turns it round. */
        sort?: "name" | "newest";
        /** Only these fields of each item, separated by commas: id, external_id, name, category … */
        fields?: string;
        /** How many at most, 1 to 200. */
        limit?: number;
        /** `page.next_cursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["Product"][];
        page: components["schemas"]["Page"];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "upsertProduct": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["ProductWrite"] } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["ItemResult"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getProduct": {
    parameters: {
      query?: {
        /** Only these fields of each item, separated by commas: id, external_id, name, category … */
        fields?: string;
      };
      header?: never;
      path: {
        /** `product` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Product"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "deleteProduct": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** `product` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: { headers: Record<string, string>; content?: never };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "upsertProducts": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      items: {
        external_id: string | number;
        name?: string | null;
        category?: string | number | null;
        brand?: string | null;
        price?: number | string | null;
        old_price?: number | string | null;
        url?: string | null;
        image_url?: string | null;
        is_available?: boolean;
        attributes?: Record<string, components["schemas"]["JsonValue"]>;
      }[];
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["BulkResults"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listStores": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["Store"][];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "upsertStore": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["StoreWrite"] } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["ItemResult"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getStore": {
    parameters: {
      query?: {
        /** Only these fields of each item, separated by commas: id, external_id, name, city … */
        fields?: string;
      };
      header?: never;
      path: {
        /** `store` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Store"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "deleteStore": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** `store` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: { headers: Record<string, string>; content?: never };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "upsertStores": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      items: {
        external_id: string | number;
        name?: string | null;
        city?: string | null;
        region?: string | null;
        address?: string | null;
        format?: string | null;
        time_zone?: string | null;
        attributes?: Record<string, components["schemas"]["JsonValue"]>;
      }[];
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["BulkResults"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listCustomers": {
    parameters: {
      query?: {
        external_id?: string;
        email?: string;
        phone?: string;
        /** Beginning of a name or of any identifier. */
        search?: string;
        city?: string;
        has_email?: "true" | "false";
        has_phone?: "true" | "false";
        has_purchases?: "true" | "false";
        seen_after?: string;
        seen_before?: string;
        /** Order of the list; `-` in front turns it round. */
        sort?: "-created_at" | "created_at" | "-last_seen_at" | "last_seen_at" | "-last_purchase_at" | "last_purchase_at" | "-revenue" | "revenue";
        /** Only these fields of each item, separated by commas: id, external_id, email, phone … */
        fields?: string;
        /** How many at most, 1 to 200. */
        limit?: number;
        /** `page.next_cursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["CustomerSummary"][];
        page: components["schemas"]["Page"];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "upsertCustomer": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["CustomerWrite"] } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        outcome: "created" | "updated" | "unchanged" | "rejected";
        customer: components["schemas"]["Customer"];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "upsertCustomers": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      items: {
        external_id?: string | number | null;
        email?: string | null;
        phone?: string | number | null;
        first_name?: string | null;
        middle_name?: string | null;
        last_name?: string | null;
        gender?: string | null;
        birth_on?: string | null;
        country?: string | null;
        city?: string | null;
        region?: string | null;
        zip?: string | number | null;
        locale?: string | null;
        time_zone?: string | null;
        registered_at?: string | null;
        attributes?: Record<string, components["schemas"]["JsonValue"]>;
        identities?: {
          kind: string;
          value?: string | number | null;
        }[];
        at?: string;
      }[];
      merge?: boolean;
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["BulkResults"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getCustomer": {
    parameters: {
      query?: {
        /** Only these fields of each item, separated by commas: id, external_id, email, phone … */
        fields?: string;
      };
      header?: never;
      path: {
        /** `customer` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Customer"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "updateCustomer": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** `customer` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["CustomerChangesWrite"] } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Customer"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getCustomerTimeline": {
    parameters: {
      query?: {
        /** Comma-separated: event, page, profile, visit, cart, order, receipt, message, reaction, campaign_entered, campaign_left, consent, merge, edit, tag. All without it. */
        kinds?: string;
        /** How many at most, 1 to 500. */
        limit?: number;
        /** `page.next_cursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path: {
        /** `customer` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["TimelineItem"][];
        page: components["schemas"]["Page"];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "setCustomerSubscription": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** `customer` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      channel: string;
      category?: string;
      state: "subscribed" | "unsubscribed" | "pending";
      reason?: string;
      wording?: string;
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        has_changed: boolean;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "mergeCustomers": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** `customer` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      /** Id of the other customer: `cus_1043`. */
      with: string;
      /** Id of the other customer: `cus_1043`. */
      keep?: string;
      /** Whose value a field takes; the later one where nothing is said. */
      choices?: Record<string, string>;
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        id: string;
        merge_ids: number[];
        merged: string[];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listCustomerMerges": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** `customer` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        merges: components["schemas"]["CustomerMerge"][];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "undoMerge": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        merge_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        customer: string;
        separated: string;
        given: Record<string, number>;
        missing: Record<string, number>;
        kept_fields: string[];
        lost_identities: {
          kind: string;
          value: string;
        }[];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "exportCustomer": {
    parameters: {
      query?: {
        format?: "json" | "html";
        language?: "en" | "ru";
      };
      header?: never;
      path: {
        /** `customer` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["CustomerExport"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "eraseCustomer": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** `customer` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      ground: "asked_by_person" | "consent_withdrawn" | "purpose_reached" | "unlawful";
      /** Refuse her identifiers from now on. */
      keep_out?: boolean;
    } } };
    responses: {
      202: { headers: Record<string, string>; content: { "application/json": {
        id: string;
        erasure_id: number;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "setSubscriptions": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      items: components["schemas"]["SubscriptionWrite"][];
      may_resubscribe?: boolean;
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        summary: {
          updated: number;
          unchanged: number;
          rejected: number;
        };
        results: {
          customer_id: string | null;
          outcome: "updated" | "unchanged" | "rejected";
          problems: {
            path: string;
            code: string;
            message: string;
          }[];
        }[];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listTags": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        items: components["schemas"]["Tag"][];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "createTag": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      name: string;
      color?: "gray" | "blue" | "green" | "yellow" | "orange" | "red" | "pink" | "purple";
      description?: string;
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        id: string;
        name: string;
        color: "gray" | "blue" | "green" | "yellow" | "orange" | "red" | "pink" | "purple";
        description: string;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "updateTag": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      name?: string;
      color?: "gray" | "blue" | "green" | "yellow" | "orange" | "red" | "pink" | "purple";
      description?: string;
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        id: string;
        name: string;
        color: "gray" | "blue" | "green" | "yellow" | "orange" | "red" | "pink" | "purple";
        description: string;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "deleteTag": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        id: string;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listCustomerTags": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** `customer` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        items: components["schemas"]["CustomerTag"][];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "tagCustomer": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** `customer` id as answered, or its number. */
        id: string;
        tag_id: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      expires_at?: string | null;
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        has_changed: boolean;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "untagCustomer": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** `customer` id as answered, or its number. */
        id: string;
        tag_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        has_changed: boolean;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listOrders": {
    parameters: {
      query?: {
        /** Only of this customer. */
        customer_id?: string;
        external_id?: string;
        status?: string;
        /** Happened at or after. */
        from?: string;
        /** Happened before. */
        to?: string;
        /** Only these fields of each item, separated by commas: id, external_id, customer_id, number … */
        fields?: string;
        /** How many at most, 1 to 200. */
        limit?: number;
        /** `page.next_cursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["Order"][];
        page: components["schemas"]["Page"];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "upsertOrder": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["OrderWrite"] } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["ItemResult"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getOrder": {
    parameters: {
      query?: {
        /** Only these fields of each item, separated by commas: id, external_id, customer_id, number … */
        fields?: string;
      };
      header?: never;
      path: {
        /** `order` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Order"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "upsertOrders": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      items: {
        external_id: string | number;
        customer?: {
          id?: number;
          external_id?: string | number | null;
          email?: string | null;
          phone?: string | number | null;
          first_name?: string | null;
          middle_name?: string | null;
          last_name?: string | null;
        };
        number?: string | number | null;
        occurred_at?: string | null;
        status?: string | null;
        store?: string | number | null;
        channel?: string | null;
        total?: number | string | null;
        discount?: number | string | null;
        currency?: string | null;
        lines?: {
          product?: string | number | null;
          name?: string | null;
          quantity?: number | string | null;
          price?: number | string | null;
          total?: number | string | null;
          attributes?: Record<string, components["schemas"]["JsonValue"]>;
        }[];
        attributes?: Record<string, components["schemas"]["JsonValue"]>;
        delivery_status?: string | null;
        payment_status?: string | null;
        promo_code?: string | null;
      }[];
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["BulkResults"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listReceipts": {
    parameters: {
      query?: {
        /** Only of this customer. */
        customer_id?: string;
        external_id?: string;
        status?: string;
        /** Happened at or after. */
        from?: string;
        /** Happened before. */
        to?: string;
        /** Only these fields of each item, separated by commas: id, external_id, customer_id, number … */
        fields?: string;
        /** How many at most, 1 to 200. */
        limit?: number;
        /** `page.next_cursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["Receipt"][];
        page: components["schemas"]["Page"];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "upsertReceipt": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["ReceiptWrite"] } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["ItemResult"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getReceipt": {
    parameters: {
      query?: {
        /** Only these fields of each item, separated by commas: id, external_id, customer_id, number … */
        fields?: string;
      };
      header?: never;
      path: {
        /** `receipt` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Receipt"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "upsertReceipts": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      items: {
        external_id: string | number;
        customer?: {
          id?: number;
          external_id?: string | number | null;
          email?: string | null;
          phone?: string | number | null;
          first_name?: string | null;
          middle_name?: string | null;
          last_name?: string | null;
        };
        number?: string | number | null;
        occurred_at?: string | null;
        status?: string | null;
        store?: string | number | null;
        channel?: string | null;
        total?: number | string | null;
        discount?: number | string | null;
        currency?: string | null;
        lines?: {
          product?: string | number | null;
          name?: string | null;
          quantity?: number | string | null;
          price?: number | string | null;
          total?: number | string | null;
          attributes?: Record<string, components["schemas"]["JsonValue"]>;
        }[];
        attributes?: Record<string, components["schemas"]["JsonValue"]>;
        order?: string | number | null;
        bonus_paid?: number | string | null;
        bonus_earned?: number | string | null;
      }[];
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["BulkResults"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "acceptEvents": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      items: components["schemas"]["EventWrite"][];
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        summary: {
          accepted: number;
          duplicate: number;
          rejected: number;
        };
        results: components["schemas"]["EventResult"][];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listCustomerEvents": {
    parameters: {
      query?: {
        /** Only events of this name. */
        name?: string;
        from?: string;
        to?: string;
        /** Only these fields of each item, separated by commas: id, type, name, occurred_at … */
        fields?: string;
        /** How many at most, 1 to 200. */
        limit?: number;
        /** `page.next_cursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path: {
        /** `customer` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["Event"][];
        page: components["schemas"]["Page"];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listSystemEvents": {
    parameters: {
      query?: {
        /** Only events of this name. */
        name?: string;
        from?: string;
        to?: string;
        /** Only these fields of each item, separated by commas: id, type, name, occurred_at … */
        fields?: string;
        /** How many at most, 1 to 200. */
        limit?: number;
        /** `page.next_cursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["Event"][];
        page: components["schemas"]["Page"];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "putCart": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** `customer` id as answered, or its number. */
        id: string;
        container: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      lines: {
        product: string | number;
        name?: string;
        quantity?: number;
        price?: number;
        url?: string;
        image_url?: string;
      }[];
      currency?: string;
      cart_url?: string;
      occurred_at?: string;
    } } };
    responses: {
      202: { headers: Record<string, string>; content: { "application/json": {
        summary: {
          accepted: number;
          duplicate: number;
          rejected: number;
        };
        results: components["schemas"]["EventResult"][];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listCustomerCarts": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** `customer` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["Cart"][];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listCustomerVisits": {
    parameters: {
      query?: {
        /** Only these fields of each item, separated by commas: started_at, last_event_at, source, events … */
        fields?: string;
        /** How many at most, 1 to 200. */
        limit?: number;
        /** `page.next_cursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path: {
        /** `customer` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["Visit"][];
        page: components["schemas"]["Page"];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listFields": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        object: "customer" | "order" | "order_line" | "receipt" | "receipt_line" | "product" | "category" | "store";
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["Field"][];
        groups: components["schemas"]["FieldGroup"][];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "createField": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        object: "customer" | "order" | "order_line" | "receipt" | "receipt_line" | "product" | "category" | "store";
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["FieldCreateInput"] } };
    responses: {
      201: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Field"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getField": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        object: "customer" | "order" | "order_line" | "receipt" | "receipt_line" | "product" | "category" | "store";
        code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Field"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "changeField": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        object: "customer" | "order" | "order_line" | "receipt" | "receipt_line" | "product" | "category" | "store";
        code: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["FieldChangeInput"] } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Field"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "deleteField": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        object: "customer" | "order" | "order_line" | "receipt" | "receipt_line" | "product" | "category" | "store";
        code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: { headers: Record<string, string>; content: { "application/json": {
        object: "customer" | "order" | "order_line" | "receipt" | "receipt_line" | "product" | "category" | "store";
        code: string;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "arrangeFields": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        object: "customer" | "order" | "order_line" | "receipt" | "receipt_line" | "product" | "category" | "store";
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      fields: {
        path: string;
        group: string | null;
      }[];
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        count: number;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "createFieldGroup": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        object: "customer" | "order" | "order_line" | "receipt" | "receipt_line" | "product" | "category" | "store";
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      code?: string;
      name: string;
    } } };
    responses: {
      201: { headers: Record<string, string>; content: { "application/json": {
        object: "customer" | "order" | "order_line" | "receipt" | "receipt_line" | "product" | "category" | "store";
        code: string;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "renameFieldGroup": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        object: "customer" | "order" | "order_line" | "receipt" | "receipt_line" | "product" | "category" | "store";
        code: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      name: string;
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        object: "customer" | "order" | "order_line" | "receipt" | "receipt_line" | "product" | "category" | "store";
        code: string;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "deleteFieldGroup": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        object: "customer" | "order" | "order_line" | "receipt" | "receipt_line" | "product" | "category" | "store";
        code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: { headers: Record<string, string>; content?: never };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listDictionaries": {
    parameters: {
      query?: {
        /** Part of a name or a code. */
        search?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["Dictionary"][];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "createDictionary": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["DictionaryCreateInput"] } };
    responses: {
      201: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Dictionary"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "changeDictionary": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        code: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["DictionaryChangeInput"] } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Dictionary"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "deleteDictionary": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: { headers: Record<string, string>; content?: never };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listDictionaryItems": {
    parameters: {
      query?: {
        search?: string;
        limit?: number;
      };
      header?: never;
      path: {
        code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["DictionaryItem"][];
        total: number;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "saveDictionaryItems": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        code: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      items: {
        code?: string;
        name: string;
        is_active?: boolean;
        attributes?: Record<string, components["schemas"]["JsonValue"]>;
      }[];
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        added: number;
        changed: number;
        codes: string[];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "deleteDictionaryItem": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        code: string;
        item: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: { headers: Record<string, string>; content?: never };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listRegions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["Region"][];
        is_matching: boolean;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "upsertRegions": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["RegionsWrite"] } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        results: {
          id: number;
          external_id: string;
          outcome: "created" | "updated";
        }[];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "deleteRegion": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: { headers: Record<string, string>; content?: never };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "createImport": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "multipart/form-data": {
      /** CSV, optionally packed with gzip; at most 512 MB. */
      file: Blob;
      entity: "customers" | "orders" | "receipts" | "products" | "categories" | "stores";
      /** JSON from column to field code: `{"order": "external_id", "customer": "customer.external_id", "date": "occurred_at", "total": "total"}`. Columns left out are not read. */
      mapping: string;
      dry_run?: "0" | "1" | "true" | "false";
    } } };
    responses: {
      202: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Import"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listImports": {
    parameters: {
      query?: {
        /** How many at most, 1 to 200. */
        limit?: number;
        /** `page.next_cursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["Import"][];
        page: components["schemas"]["Page"];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getImport": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Import"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "cancelImport": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Import"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "undoImport": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Import"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getImportUndo": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        would: {
          entity: "customers" | "orders" | "receipts" | "products" | "categories" | "stores";
          created: number;
          changed: number;
        }[];
        kept: {
          entity: string;
          id: number;
          field: string | null;
          code: string;
          detail: string | null;
        }[];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getImportRejects": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "text/csv": string } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listSqlSources": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["SqlSource"][];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getSqlSource": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["SqlSource"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "runSqlSource": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      dry_run?: boolean;
    } } };
    responses: {
      202: { headers: Record<string, string>; content: { "application/json": {
        import_id: string;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "createExport": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      /** What to export. */
      list: "customers" | "orders" | "receipts" | "products" | "categories" | "stores" | "events" | "messages" | "rejects";
      /** Column codes; all when left out. */
      columns?: string[];
      /** Cells as they are. false: formulas made inert, for spreadsheets. */
      raw?: boolean;
      bom?: boolean;
      gzip?: boolean;
    } } };
    responses: {
      202: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Export"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getExport": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Export"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "cancelExport": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Export"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getExportFile": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "text/csv": string } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listSources": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["Source"][];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "createSource": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      name: string;
      domain?: string;
    } } };
    responses: {
      201: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Source"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getSource": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Source"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "updateSource": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      name?: string;
      domain?: string | null;
      events_per_second?: number | null;
      is_active?: boolean;
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Source"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "rotateSourceKey": {
    parameters: {
      query?: {
        /** How long pages with the old key still count; 0 ends it at once. */
        keep_old_hours?: number;
      };
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Source"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listWebhooks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["WebhookEndpoint"][];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "createWebhook": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      url: string;
      types: ("customer.created" | "customer.updated" | "customer.merged" | "customer.erased" | "consent.changed" | "order.created" | "order.updated" | "receipt.created" | "receipt.updated" | "message.delivered" | "message.opened" | "message.clicked" | "message.failed" | "message.unsubscribed" | "message.complained" | "campaign.entered" | "campaign.finished" | "import.finished")[];
      description?: string;
    } } };
    responses: {
      201: { headers: Record<string, string>; content: { "application/json": components["schemas"]["WebhookEndpointWithSecret"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getWebhook": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["WebhookEndpoint"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "updateWebhook": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      url?: string;
      types?: ("customer.created" | "customer.updated" | "customer.merged" | "customer.erased" | "consent.changed" | "order.created" | "order.updated" | "receipt.created" | "receipt.updated" | "message.delivered" | "message.opened" | "message.clicked" | "message.failed" | "message.unsubscribed" | "message.complained" | "campaign.entered" | "campaign.finished" | "import.finished")[];
      description?: string;
      /** false pauses: nothing is recorded and nothing sent. */
      is_active?: boolean;
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["WebhookEndpoint"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "deleteWebhook": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        deleted: boolean;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "rotateWebhookSecret": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["WebhookEndpointWithSecret"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "pingWebhook": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: { headers: Record<string, string>; content: { "application/json": {
        event_id: string;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listWebhookDeliveries": {
    parameters: {
      query?: {
        state?: "pending" | "delivered" | "failed";
        type?: string;
        /** How many at most, 1 to 200. */
        limit?: number;
        /** `page.next_cursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["WebhookDelivery"][];
        page: components["schemas"]["Page"];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getWebhookDelivery": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        event_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["WebhookDeliveryLog"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "replayWebhookDelivery": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
        event_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: { headers: Record<string, string>; content: { "application/json": {
        count: number;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "replayFailedWebhooks": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      since: string;
    } } };
    responses: {
      202: { headers: Record<string, string>; content: { "application/json": {
        count: number;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listRecipes": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["Recipe"][];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listCampaigns": {
    parameters: {
      query?: {
        /** How many at most, 1 to 200. */
        limit?: number;
        /** `page.next_cursor` of the page before. */
        cursor?: string;
        search?: string;
        state?: "draft" | "active" | "paused" | "stopped";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["CampaignSummary"][];
        page: components["schemas"]["Page"];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "createCampaign": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      name?: string;
      /** Code of a recipe; then `settings` are the recipe's. */
      recipe?: string;
      /** Settings of the recipe, or of the campaign when a graph is given. */
      settings?: Record<string, unknown>;
      graph?: {
        nodes: {
          id: string;
          kind: string;
          name?: string;
          settings?: Record<string, unknown>;
        }[];
        edges: {
          from: string;
          port: string;
          to: string;
        }[];
        positions?: Record<string, {
          x: number;
          y: number;
        }>;
      };
      /** Publish and start at once. */
      activate?: boolean;
    } } };
    responses: {
      201: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Campaign"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getCampaign": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** Id of the campaign. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Campaign"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "activateCampaign": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** Id of the campaign. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Campaign"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "pauseCampaign": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** Id of the campaign. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Campaign"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "resumeCampaign": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** Id of the campaign. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Campaign"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "stopCampaign": {
    parameters: {
      query?: {
        in_flight?: "finish" | "drop";
      };
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** Id of the campaign. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Campaign"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getCampaignReport": {
    parameters: {
      query?: {
        version?: number;
        /** Entered at or after. */
        from?: string;
        /** Entered before. */
        to?: string;
      };
      header?: never;
      path: {
        /** Id of the campaign. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["CampaignReport"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listCampaignReportPeople": {
    parameters: {
      query: {
        /** How many at most, 1 to 200. */
        limit?: number;
        /** `page.next_cursor` of the page before. */
        cursor?: string;
        metric: "entered" | "in_flight" | "finished" | "exited" | "dropped" | "node_out" | "node_yes" | "node_no" | "node_not_sent" | "node_dropped" | "node_in" | "planned" | "pending" | "skipped" | "sent" | "delivered" | "opened" | "clicked" | "unsubscribed" | "complained" | "failed" | "uncertain" | "orders" | "orders_after_click";
        node_id?: string;
        reason?: string;
        version?: number;
        from?: string;
        to?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["ReportPerson"][];
        page: components["schemas"]["Page"];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "explainCampaignCustomer": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        customer_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["CampaignExplanation"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listCustomerMessages": {
    parameters: {
      query?: {
        /** How many at most, 1 to 200. */
        limit?: number;
        /** `page.next_cursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["Message"][];
        page: components["schemas"]["Page"];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getMessage": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["MessageStory"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listTemplates": {
    parameters: {
      query?: {
        search?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["Template"][];
        page: components["schemas"]["Page"];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getOwnKey": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["ApiKey"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "rotateOwnKey": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      grace_hours?: number;
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        id: string;
        key: string;
        previous_secret_ends_at: string | null;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listIdentityKinds": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        kinds: components["schemas"]["IdentityKind"][];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "saveIdentityKind": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      code: string;
      name?: string;
      priority: number;
      max_per_person: number;
      may_decide: boolean;
      may_merge: boolean;
      block_after: number | null;
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        code: string;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listDuplicates": {
    parameters: {
      query?: {
        rule?: string;
        min_score?: number;
        /** How many at most, 1 to 100. */
        limit?: number;
        /** `page.next_cursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["DuplicatePair"][];
        page: components["schemas"]["Page"];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getQuality": {
    parameters: {
      query?: {
        days?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["DataQuality"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getCustomerContacts": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** `customer` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["CustomerContacts"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "unblockCustomerContact": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** `customer` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      kind: "email" | "phone";
      reason: string;
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        code: number;
        unblocked_at: string;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "previewRfm": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": {
      /** Groups an axis: 1 is the worst, this many the best. */
      groups?: number;
      /** Days up to `as_of` whose purchases count; null: all of them. */
      period_days?: number | null;
      bounds?: {
        /** Lowest number of days since the last purchase of each group but the first, growing; null: groups of equal size. */
        r?: number[] | null;
        /** Lowest number of visits of each group but the first, growing; null: groups of equal size. */
        f?: number[] | null;
        /** Lowest sum, in whole money, of each group but the first, growing; null: groups of equal size. */
        m?: number[] | null;
      };
      base?: unknown | null;
      /** The day from whose end one looks back, in the project's time zone. */
      as_of: string;
    } } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/x-ndjson": string } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "previewSegment": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["SegmentQuestionInput"] } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        count: number;
        /** All active customers, to compare with. */
        total: number;
        sample: components["schemas"]["SegmentMember"][];
        counted_at: string;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listSegments": {
    parameters: {
      query?: {
        search?: string;
        /** Only these fields of each item, separated by commas: id, name, description, kind … */
        fields?: string;
        /** How many at most, 1 to 200. */
        limit?: number;
        /** `page.next_cursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["Segment"][];
        page: components["schemas"]["Page"];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "createSegment": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["SegmentWrite"] } };
    responses: {
      201: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Segment"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "createSegmentSample": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["SegmentSampleWrite"] } };
    responses: {
      201: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Segment"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getSegment": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Segment"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "updateSegment": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["SegmentChangesInput"] } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Segment"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "deleteSegment": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: { headers: Record<string, string>; content?: never };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listSegmentCustomers": {
    parameters: {
      query?: {
        /** Only these fields of each item, separated by commas: customer_id, external_id, email, phone … */
        fields?: string;
        /** How many at most, 1 to 1000. */
        limit?: number;
        /** `page.next_cursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["SegmentMember"][];
        page: components["schemas"]["Page"];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "addToSegment": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["SegmentPeopleInput"] } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        changed: number;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "removeFromSegment": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["SegmentPeopleInput"] } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        changed: number;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "addToSegmentByIdentity": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["SegmentIdentifiersInput"] } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        changed: number;
        found: number;
        /** Identifiers that nobody carries. */
        unknown: string[];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "explainSegment": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        customer_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        customer_id: string;
        is_member: boolean;
        /** null for a list: somebody put her there, or not. */
        verdict: components["schemas"]["SegmentVerdict"] | null;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listMetrics": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["Metric"][];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "createMetric": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["MetricWrite"] } };
    responses: {
      201: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Metric"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "previewMetric": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["MetricQuestionInput"] } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        type: "number" | "date" | "text";
        /** count, number, money, share, days, times, hour, date, weekday, store, category, product or brand. */
        unit: string;
        /** All active customers. */
        total: number;
        /** Those with a value. */
        count: number;
        /** Of those, with 0. */
        zeros: number;
        /** A number (shares are 0 to 1, money is whole currency), a day, or a text; null: empty. */
        min: number | string | null;
        /** A number (shares are 0 to 1, money is whole currency), a day, or a text; null: empty. */
        median: number | string | null;
        /** A number (shares are 0 to 1, money is whole currency), a day, or a text; null: empty. */
        average: number | string | null;
        /** A number (shares are 0 to 1, money is whole currency), a day, or a text; null: empty. */
        max: number | string | null;
        /** Equal steps up to what 95% have; `to` null: and above. Zeros of counts and sums are left out. */
        bars: {
          /** A number (shares are 0 to 1, money is whole currency), a day, or a text; null: empty. */
          from: number | string | null;
          /** A number (shares are 0 to 1, money is whole currency), a day, or a text; null: empty. */
          to: number | string | null;
          customers: number;
        }[];
        /** Of a text: the most frequent ones. */
        values: {
          value: string;
          /** The name of what a code means, such as a store. */
          label: string | null;
          customers: number;
        }[];
        sample: {
          customer_id: string;
          external_id: string | null;
          /** A number (shares are 0 to 1, money is whole currency), a day, or a text; null: empty. */
          value: number | string | null;
          /** The name of what a code means, such as a store. */
          label: string | null;
        }[];
        counted_at: string;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getMetric": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Metric"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "updateMetric": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["MetricChangesInput"] } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": components["schemas"]["Metric"] } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "deleteMetric": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: { headers: Record<string, string>; content?: never };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listCustomerMetrics": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** `customer` id as answered, or its number. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: {
          metric: string;
          type: "number" | "date" | "text";
          /** count, number, money, share, days, times, hour, date, weekday, store, category, product or brand. */
          unit: string;
          /** Of an own one; null for a standard one. */
          name: string | null;
          /** A number (shares are 0 to 1, money is whole currency), a day, or a text; null: empty. */
          value: number | string | null;
          /** The name of what a code means, such as a store. */
          label: string | null;
        }[];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "setSegmentLive": {
    parameters: {
      query?: never;
      header?: {
        /** 1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: { content: { "application/json": components["schemas"]["SegmentLivenessInput"] } };
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        id: string;
        is_live: boolean;
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      409: { headers: Record<string, string>; content?: never };
      413: { headers: Record<string, string>; content?: never };
      415: { headers: Record<string, string>; content?: never };
      422: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "getSegmentTrend": {
    parameters: {
      query?: {
        days?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        is_live: boolean;
        days: {
          /** Day of the project's zone. */
          day: string;
          /** At the end of the day; today: now. */
          size: number;
          entered: number;
          left: number;
        }[];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
  "listSegmentMoves": {
    parameters: {
      query?: {
        /** Only these fields of each item, separated by commas: customer_id, kind, cause, at … */
        fields?: string;
        /** How many at most, 1 to 500. */
        limit?: number;
        /** `page.next_cursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, string>; content: { "application/json": {
        data: components["schemas"]["SegmentMove"][];
        page: components["schemas"]["Page"];
      } } };
      400: { headers: Record<string, string>; content?: never };
      401: { headers: Record<string, string>; content?: never };
      403: { headers: Record<string, string>; content?: never };
      404: { headers: Record<string, string>; content?: never };
      429: { headers: Record<string, string>; content?: never };
      503: { headers: Record<string, string>; content?: never };
    };
  };
}
