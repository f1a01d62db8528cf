import * as l10n from '@vscode/l10n';
import type { Plan, Step } from './plan.ts';

/** The plan's steps as numbered lines. */
export function describeSteps({ steps, name, place }: Plan): string {
  const lines = steps.map((step, index) => `${index + 1}. ${describeStep(step)}`);
  return [l10n.t('Plan for "{0}" on {1}:', name, place), ...lines].join('\n');
}

function describeStep(step: Step): string {
  switch (step) {
    case 'backup':
      return l10n.t('save what the host has now');
    case 'define':
      return l10n.t('store the document (virsh define)');
    case 'shutdown':
      return l10n.t('shut the VM down (virsh shutdown) and wait');
    case 'force-off':
      return l10n.t('turn the VM off by force (virsh destroy), after another question');
    case 'create':
      return l10n.t('run the document once (virsh create)');
    case 'start':
      return l10n.t('start the VM (virsh start)');
    case 'guest':
      return l10n.t('wait for the guest, set its queues (ethtool -L) and read them back');
  }
}
