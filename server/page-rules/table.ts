/** A row says what one revision said; nothing of it changes afterwards. */
export interface PageRulesTable {
  tenant_id: string;
  network: string;
  revision: number;
  selectors: string | null;
  switched_off: string[];
  made_by: string;
  made_at: number;
}

/** How often pages were not read, of all devices together; calendar dates are `YYYY-MM-DD`. */
export interface PageHealthTables {
  page_health: {
    tenant_id: string;
    seen_on: string;
    network: string;
    page: string;
    layout: string;
    verdict: string;
    roles: string[];
    revision: number;
    version: string;
    times: number;
  };
  page_health_taken: { tenant_id: string; id: string; taken_on: string };
}
