/** A PouchDB client in a process of its own, in memory, that does what the bench asks for; times in ms. */
import http from 'pouchdb-adapter-http';
import memory from 'pouchdb-adapter-memory';
import PouchDB from 'pouchdb-core';
import replication from 'pouchdb-replication';

PouchDB.plugin(memory).plugin(http).plugin(replication);
const now = () => performance.timeOrigin + performance.now();
let made = 0;
let live;

const tasks = {
  async fill({ url, documents }) {
    const remote = new PouchDB(url, { adapter: 'http' });
    for (let from = 0; from < documents.length; from += 500) await remote.bulkDocs(documents.slice(from, from + 500));
    return { count: documents.length };
  },
  async load({ url }) {
    const startedAt = now();
    const { docs_written: count } = await PouchDB.replicate(remoteOf(url), fresh(), { batch_size: 500 });
    return { count, ms: now() - startedAt };
  },
  async push({ url, documents }) {
    const local = fresh();
    await local.bulkDocs(documents);
    const startedAt = now();
    const { docs_written: count } = await PouchDB.replicate(local, remoteOf(url), { batch_size: 50 });
    return { count, ms: now() - startedAt };
  },
  /** From now on what comes to the server is told. */
  async read({ url }) {
    await new Promise((done) => {
      PouchDB.replicate(remoteOf(url), fresh(), { live: true, batch_size: 500 })
        .on('change', ({ docs }) => {
          for (const { _id: id } of docs) process.send({ seen: id, at: now() });
        })
        .once('paused', done);
    });
    return {};
  },
  /** From now on what is written here goes to the server. */
  async follow({ url }) {
    live = fresh();
    PouchDB.replicate(live, remoteOf(url), { live: true });
    return {};
  },
  async write({ document }) {
    const at = now();
    await live.put(document);
    return { at };
  },
};

process.on('message', async ({ task, ...asked }) => process.send({ task, ...(await tasks[task](asked)) }));
process.on('disconnect', () => process.exit());

function fresh() {
  made += 1;
  return new PouchDB(`device-${made}`, { adapter: 'memory' });
}

function remoteOf(url) {
  return new PouchDB(url, { adapter: 'http' });
}
