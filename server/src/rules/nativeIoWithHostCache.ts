import * as l10n from '@vscode/l10n';
import { readDisks } from '../libvirt/disks.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { removeAttributeFix, setAttributeFix } from './attributeFixes.ts';
import type { Rule } from './rule.ts';

interface NativeIo {
  readonly io: XmlAttribute;
  readonly cache: XmlAttribute | undefined;
}

/** Those that go around the host's cache. */
const direct = new Set(['none', 'directsync']);

export const nativeIoWithHostCache: Rule<NativeIo> = {
  id: 'native-io-with-host-cache',
  severity: 'error',
  documentation: {
    summary: "`io='native'` on a disk that goes through the host's cache.",
    libvirt: `libvirt refuses the domain: *io='native' needs either no disk cache or directsync cache mode*. So it does without \`cache\`:
the default goes through the host's cache.`,
    advice:
      "Write `cache='none'`, as the fix does; or remove `io`, or use `io='io_uring'`, which goes with every cache.",
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const { driver } of readDisks(domain)) {
      const io = driver && attribute(driver, 'io');
      const cache = driver && attribute(driver, 'cache');
      if (io?.value === 'native' && !direct.has(cache?.value ?? '')) yield { at: io, data: { io, cache } };
    }
  },
  message: ({ cache }) =>
    cache === undefined
      ? l10n.t("libvirt refuses io='native' without cache='none' or 'directsync': add one of them.")
      : l10n.t(
          "libvirt refuses io='native' with cache='{0}': it goes with 'none' and 'directsync'.",
          cache.value,
        ),
  fixes: ({ data: { io } }, { document }) => [
    setAttributeFix(document, io.owner, 'cache', 'none', { preferred: true, safe: true }),
    removeAttributeFix(document, io, { preferred: false, safe: true }),
  ],
};
