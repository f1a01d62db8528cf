import * as l10n from '@vscode/l10n';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { attribute } from '../xml/query.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

/** Characters; the protocol has no room for more. */
const longest = 8;

export const vncPasswordTooLong: Rule<{ readonly length: number }> = {
  id: 'vnc-password-too-long',
  severity: 'error',
  documentation: {
    summary: 'A VNC password of more than 8 characters.',
    libvirt: `libvirt refuses the domain: *VNC password is 9 characters long, only 8 permitted*.`,
    advice: `Choose a shorter one. VNC passwords protect little: let the server listen on 127.0.0.1 and go there by ssh, or use TLS.`,
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const graphics of domain.devices.get('graphics') ?? []) {
      const password = attribute(graphics, 'passwd');
      if (attribute(graphics, 'type')?.value !== 'vnc' || password === undefined) continue;
      const { length } = new TextEncoder().encode(password.value);
      if (length > longest) yield { at: valueSpan(password), data: { length } };
    }
  },
  message: ({ length }) =>
    l10n.t('A VNC password has at most 8 characters, and this one {0}: libvirt refuses the domain.', length),
  fixes: () => [],
};
