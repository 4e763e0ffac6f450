/** A client in a page of a browser, which does what the bench asks for; times in ms. `seen` (by id, and when) is told whenever it has stored something. */
export interface SyncClient<Target, Written> {
  load(target: Target): Promise<Done>;
  push(target: Target, written: Written[]): Promise<Done>;
  /** From now on what comes to the server is told. */
  read(target: Target): Promise<void>;
  /** From now on what is written here goes to the server. */
  follow(target: Target): Promise<void>;
  /** When it was begun, epoch ms. */
  write(written: Written): Promise<number>;
}

export interface Done {
  count: number;
  ms: number;
}
