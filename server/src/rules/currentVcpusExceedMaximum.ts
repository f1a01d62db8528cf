import * as l10n from '@vscode/l10n';
import { numberIn } from '../libvirt/numbers.ts';
import { setAttribute } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute, XmlElement } from '../xml/tree.ts';
import { setText } from './places.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface CurrentVcpus {
  readonly vcpu: XmlElement;
  readonly attribute: XmlAttribute;
  readonly current: number;
  readonly maximum: number;
}

export const currentVcpusExceedMaximum: Rule<CurrentVcpus> = {
  id: 'current-vcpus-exceed-maximum',
  severity: 'error',
  documentation: {
    summary: '`current` of `<vcpu>` is higher than the number in it.',
    libvirt: `The number in \`<vcpu>\` is the most vCPUs that the guest can ever have, and \`current\` those it boots with. libvirt
refuses more than the most: *maximum vCPU count must not be less than current vCPU count*.`,
    advice:
      'Lower `current`, as the preferred fix does, or raise the number in `<vcpu>`, as the other fix does. Without `current` the guest boots with all of them.',
  },
  *check({ domain: { vcpus } }) {
    const { element: vcpu, maximum } = vcpus;
    const found = vcpu && attribute(vcpu, 'current');
    const current = numberIn(found);
    if (vcpu === undefined || found === undefined || current === undefined || maximum === undefined) return;
    if (current <= maximum) return;
    yield { at: valueSpan(found), data: { vcpu, attribute: found, current, maximum } };
  },
  message: ({ current, maximum }) =>
    l10n.t(
      'The guest cannot boot with {0} vCPUs: <vcpu> gives it {1} at most, and libvirt refuses the domain. Lower current, or raise the number.',
      current,
      maximum,
    ),
  fixes: ({ data: { vcpu, current, maximum } }, { document }) => [
    {
      title: l10n.t('Set current to {0}', maximum),
      edits: [setAttribute(document, vcpu, 'current', String(maximum))],
      preferred: true,
      safe: false,
    },
    {
      title: l10n.t('Raise the number of vCPUs to {0}', current),
      edits: [setText(vcpu, String(current))],
      preferred: false,
      safe: false,
    },
  ],
};
