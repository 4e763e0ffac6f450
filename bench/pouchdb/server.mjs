/** express-pouchdb in a process of its own, on LevelDB as its authors run it. Works in the folder it is started in. */
import express from 'express';
import expressPouchDb from 'express-pouchdb';
import leveldb from 'pouchdb-adapter-leveldb';
import PouchDB from 'pouchdb-core';
import mapReduce from 'pouchdb-mapreduce';
import replication from 'pouchdb-replication';

PouchDB.plugin(leveldb).plugin(mapReduce).plugin(replication);
const app = express();
const options = { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: 'pouchdb.log' };
app.use(expressPouchDb(PouchDB.defaults({ adapter: 'leveldb' }), options));
const server = app.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${server.address().port}`));
process.on('disconnect', () => process.exit());
