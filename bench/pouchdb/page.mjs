/** A PouchDB client in a page of a browser: the same questions as bench/support/sync-client.ts asks of ours. */
import http from 'pouchdb-adapter-http';
import idb from 'pouchdb-adapter-idb';
import indexeddb from 'pouchdb-adapter-indexeddb';
import PouchDB from 'pouchdb-core';
import replication from 'pouchdb-replication';

PouchDB.plugin(idb).plugin(indexeddb).plugin(http).plugin(replication);
const now = () => performance.timeOrigin + performance.now();
let live;

globalThis.client = {
  async load({ url, adapter }) {
    const device = fresh(adapter);
    const startedAt = now();
    const { docs_written: count } = await PouchDB.replicate(remoteOf(url), device, { batch_size: 500 });
    return { count, ms: now() - startedAt };
  },
  async push({ url, adapter }, documents) {
    const device = fresh(adapter);
    await device.bulkDocs(documents);
    const startedAt = now();
    const { docs_written: count } = await PouchDB.replicate(device, remoteOf(url), { batch_size: 50 });
    return { count, ms: now() - startedAt };
  },
  async read({ url, adapter }) {
    await new Promise((done) => {
      PouchDB.replicate(remoteOf(url), fresh(adapter), { live: true, batch_size: 500 })
        .on('change', ({ docs }) => {
          const at = now();
          for (const { _id: id } of docs) globalThis.seen(id, at);
        })
        .once('paused', done);
    });
  },
  async follow({ url, adapter }) {
    live = fresh(adapter);
    PouchDB.replicate(live, remoteOf(url), { live: true });
  },
  async write(document) {
    const at = now();
    await live.put(document);
    return at;
  },
};

/** Each client has a page, and each page a browser profile, of its own. */
function fresh(adapter) {
  return new PouchDB('device', { adapter });
}

function remoteOf(url) {
  return new PouchDB(url, { adapter: 'http' });
}
