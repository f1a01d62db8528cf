import * as l10n from '@vscode/l10n';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { removeNode } from '../xml/edit.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

interface VideoConflict {
  readonly kind: 'second-primary' | 'none-beside-others' | 'primary-only';
  readonly video: XmlElement;
  readonly model: string;
}

export const videoConflict: Rule<VideoConflict> = {
  id: 'video-conflict',
  severity: 'error',
  documentation: {
    summary: 'Video devices that do not go together.',
    libvirt: `libvirt refuses the domain: *Only one primary video device is supported*, *a 'none' video type must be the only video
device defined for the domain*, *video type 'vga' is only valid as primary video device* (also cirrus and bochs). The primary one is that with
\`primary='yes'\`, else the first.`,
    advice: 'The fix removes the device. For a second screen use a model that can be one: virtio or qxl.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    const videos = (domain.devices.get('video') ?? []).flatMap((video) => {
      const element = firstChild(video, 'model');
      const model = element && attribute(element, 'type')?.value;
      return element && model
        ? { video, model, isPrimary: attribute(element, 'primary')?.value === 'yes' }
        : [];
    });
    const primary = videos.find(({ isPrimary }) => isPrimary) ?? videos[0];
    for (const each of videos) {
      const { video, model, isPrimary } = each;
      const at = video.startTag;
      if (model === 'none' && videos.length > 1)
        yield { at, data: { kind: 'none-beside-others', video, model } };
      else if (each !== primary && isPrimary) yield { at, data: { kind: 'second-primary', video, model } };
      else if (each !== primary && primaryOnly.has(model) && primary?.model !== 'none')
        yield { at, data: { kind: 'primary-only', video, model } };
    }
  },
  message({ kind, model }) {
    switch (kind) {
      case 'second-primary':
        return l10n.t('Another video device is the primary one already: libvirt refuses the domain.');
      case 'none-beside-others':
        return l10n.t("Video of type 'none' has to be the only one: libvirt refuses the domain.");
      case 'primary-only':
        return l10n.t(
          "Video of type '{0}' can only be the primary one: libvirt refuses the domain. Use virtio or qxl.",
          model,
        );
    }
  },
  fixes: ({ data }, { document }) => [
    {
      title: l10n.t('Remove this video device'),
      edits: [removeNode(document, data.video)],
      preferred: true,
      safe: false,
    },
  ],
};

const primaryOnly = new Set(['vga', 'cirrus', 'bochs']);
