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
