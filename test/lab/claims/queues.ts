import {
  type Claims,
  dropped,
  droppedUnlessValidated,
  kept,
  keptUnlessValidated,
  notStarted,
  refused,
  starts,
} from './claim.ts';

const anyQueues = /<driver [^>]*queues=/;
const fourQueues = /<driver [^>]*queues='4'/;

export const queueClaims: Claims = {
  'queues-out-of-range': (name) =>
    name === 'zero' ? droppedUnlessValidated(anyQueues) : { ...starts, keeps: anyQueues },
  'queues-exceed-vcpus': () => ({ ...starts, keeps: anyQueues }),
  'queues-not-a-number': (_, severity) =>
    severity === 'error' ? refused(/Invalid value for attribute 'queues'/) : keptUnlessValidated(fourQueues),
  'queues-without-virtio-model': (name) =>
    name === 'empty-model' ? droppedUnlessValidated(anyQueues) : dropped(anyQueues),
  'queues-on-unsupported-interface': (name) =>
    name === 'hostdev' ? droppedUnlessValidated(anyQueues) : notStarted(/multiqueue is not supported/),
  'duplicate-driver': (name) =>
    name === 'contradicting'
      ? keptUnlessValidated(/<driver [^>]*queues='2'/)
      : droppedUnlessValidated(anyQueues),
  'misplaced-queues': (name) =>
    ['twice', 'driver-in-devices'].includes(name)
      ? keptUnlessValidated(fourQueues)
      : droppedUnlessValidated(anyQueues),
  'vhost-without-kvm': () => ({ ...kept(/name='vhost'/), start: 'starts', withholds: /"vhost":true/ }),
  'multi-queue-available': () => ({ ...starts, withholds: /"mq":true/ }),
};
