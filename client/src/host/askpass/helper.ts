import { connect } from 'node:net';
import { answerFrom, type Request } from './protocol.ts';

/**
 * What ssh starts to ask something, as `SSH_ASKPASS`: passes the question on to the extension and prints the answer. Any
 * failure is "no answer" to ssh.
 */
const socket = connect(process.env.VIRTQUEUE_ASKPASS_SOCKET ?? '');
const request: Request = {
  token: process.env.VIRTQUEUE_ASKPASS_TOKEN ?? '',
  prompt: process.argv[2] ?? '',
  hint: process.env.SSH_ASKPASS_PROMPT,
};
let received = '';
process.exitCode = 1;
socket.setEncoding('utf8');
socket.on('error', () => {});
socket.on('connect', () => socket.write(`${JSON.stringify(request)}\n`));
socket.on('data', (chunk: string) => {
  received += chunk;
});
socket.on('end', () => {
  const answer = answerFrom(received);
  if (answer === undefined) return;
  process.stdout.write(`${answer}\n`);
  process.exitCode = 0;
});
