import { SMTPServer } from 'smtp-server';

/**
 * A mail server as a process of its own: says its port, then every letter it took as a line of JSON. The first argument is how many letters it
 * turns away for now (451), the second how long (ms) it thinks before it takes one; addresses that begin with `nobody` it refuses for good (550).
 */
let turnsAway = Number(process.argv[2] ?? 0);
const thinks = Number(process.argv[3] ?? 0);

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  onRcptTo({ address }, _, answer) {
    answer(address.startsWith('nobody') ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null);
  },
  onData(stream, session, answer) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      turnsAway -= 1;
      if (turnsAway >= 0) return answer(Object.assign(new Error('come back later'), { responseCode: 451 }));
      const to = session.envelope.rcptTo.map(({ address }) => address);
      process.stdout.write(`${JSON.stringify({ to, raw: Buffer.concat(chunks).toString('utf8') })}\n`);
      return setTimeout(() => answer(null), thinks);
    });
  },
});
server.listen(0, '127.0.0.1', () => {
  const address = server.server.address();
  process.stdout.write(`${address && typeof address === 'object' ? address.port : 0}\n`);
});
