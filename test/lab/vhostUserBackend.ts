import { chmodSync } from 'node:fs';
import { createServer, type Server } from 'node:net';

/** Requests of the vhost-user protocol that want an answer of 64 bits, and the answer (docs/interop/vhost-user.rst of QEMU). */
const answers: Readonly<Record<number, bigint>> = {
  // GET_FEATURES: virtio 1, multi-queue, protocol features.
  1: (1n << 32n) | (1n << 22n) | (1n << 30n),
  // GET_PROTOCOL_FEATURES: multi-queue.
  15: 1n,
  // GET_QUEUE_NUM
  17: 8n,
};
const headerBytes = 12;
const replyFlags = 0b101;

/** A switch that talks enough vhost-user for QEMU to start; it moves no packet. */
export function startVhostUserBackend(socket: string): Promise<Server> {
  const server = createServer((connection) => {
    let waiting = Buffer.alloc(0);
    connection.on('error', () => undefined);
    connection.on('data', (data) => {
      waiting = Buffer.concat([waiting, data]);
      while (waiting.length >= headerBytes) {
        const length = headerBytes + waiting.readUInt32LE(8);
        if (waiting.length < length) return;
        const answer = answers[waiting.readUInt32LE(0)];
        if (answer !== undefined) connection.write(reply(waiting.readUInt32LE(0), answer));
        waiting = waiting.subarray(length);
      }
    });
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(socket, () => {
      chmodSync(socket, 0o777);
      resolve(server);
    });
  });
}

function reply(request: number, answer: bigint): Buffer {
  const message = Buffer.alloc(headerBytes + 8);
  message.writeUInt32LE(request, 0);
  message.writeUInt32LE(replyFlags, 4);
  message.writeUInt32LE(8, 8);
  message.writeBigUInt64LE(answer, headerBytes);
  return message;
}
