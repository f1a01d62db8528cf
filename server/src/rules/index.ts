import { duplicateDriver } from './duplicateDriver.ts';
import { misplacedQueues } from './misplacedQueues.ts';
import { multiQueueAvailable } from './multiQueueAvailable.ts';
import { queuesExceedVcpus } from './queuesExceedVcpus.ts';
import { queuesNotANumber } from './queuesNotANumber.ts';
import { queuesOnUnsupportedInterface } from './queuesOnUnsupportedInterface.ts';
import { queuesOutOfRange } from './queuesOutOfRange.ts';
import { queuesWithoutVirtioModel } from './queuesWithoutVirtioModel.ts';
import type { Rule } from './rule.ts';
import { vhostWithoutKvm } from './vhostWithoutKvm.ts';

/** Every rule there is. */
export const rules: readonly Rule[] = [
  queuesOutOfRange,
  queuesExceedVcpus,
  queuesNotANumber,
  queuesWithoutVirtioModel,
  queuesOnUnsupportedInterface,
  duplicateDriver,
  misplacedQueues,
  vhostWithoutKvm,
  multiQueueAvailable,
];
