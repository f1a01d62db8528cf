import type { Claims } from './claim.ts';
import { deviceClaims } from './devices.ts';
import { interfaceClaims } from './interfaces.ts';
import { machineClaims } from './machine.ts';
import { queueClaims } from './queues.ts';
import { storageClaims } from './storage.ts';

/** What the page of each rule says libvirt does; where fixtures of a rule differ, by their names. */
export const claims: Claims = {
  ...queueClaims,
  ...machineClaims,
  ...deviceClaims,
  ...interfaceClaims,
  ...storageClaims,
};
