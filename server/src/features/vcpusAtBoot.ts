import * as l10n from '@vscode/l10n';
import type { VcpuCount } from '../libvirt/domain.ts';

/** `4 vCPUs`; `2 of 4 vCPUs` where more can be plugged in; undefined where libvirt reads no number. */
export function vcpusAtBoot({ current, maximum }: VcpuCount): string | undefined {
  if (current === undefined) return undefined;
  if (maximum !== undefined && maximum > current) return l10n.t('{0} of {1} vCPUs', current, maximum);
  return current === 1 ? l10n.t('1 vCPU') : l10n.t('{0} vCPUs', current);
}
