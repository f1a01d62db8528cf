import * as l10n from '@vscode/l10n';
import type { Domain, Interface } from '../libvirt/domain.ts';
import { insertAfterModel, setQueues } from '../libvirt/interfaceEdits.ts';
import { misplacedQueues as find, type MisplacedQueues } from '../libvirt/misplacedQueues.ts';
import { removeAttribute, removeNode, renameAttribute, renameElement, type TextEdit } from '../xml/edit.ts';
import { attribute, childrenNamed } from '../xml/query.ts';
import type { Span, XmlDocument, XmlElement } from '../xml/tree.ts';
import type { Fix, Rule, RuleContext } from './rule.ts';

type Misplaced = { readonly iface: Interface } & MisplacedQueues;
type Stray = { readonly kind: 'stray-driver'; readonly element: XmlElement };

export const misplacedQueues: Rule<Misplaced | Stray> = {
  id: 'misplaced-queues',
  severity: 'warning',
  documentation: {
    summary: 'A number of queues written where libvirt does not look for it, or misspelt.',
    libvirt: `libvirt reads \`queues\` from the first \`<driver>\` directly inside \`<interface>\`, and nowhere else. On \`<model>\`,
\`<target>\` or \`<interface>\`, as a child element, spelt \`queue\` or \`Queues\`, on a \`<Driver>\` or a \`<driver>\` inside \`<model>\`, it
is dropped without a word, unless the schema is asked (\`virsh define --validate\`), which refuses it. The VM starts with one queue.`,
    advice:
      'Write it on `<driver>`, next to `<model>`. The fix moves or renames it; what the driver already says stays.',
  },
  *check({ domain }) {
    for (const iface of domain.interfaces)
      for (const misplaced of find(iface)) yield { at: placeOf(misplaced), data: { iface, ...misplaced } };
    for (const element of strayDrivers(domain))
      yield { at: element.startTag, data: { kind: 'stray-driver', element } };
  },
  message: describe,
  fixes: ({ data }, context) => [fixOf(data, context)],
};

/** `<driver queues>` directly in `<devices>`. */
function strayDrivers(domain: Domain): XmlElement[] {
  return childrenNamed(domain.element, 'devices')
    .flatMap((devices) => childrenNamed(devices, 'driver'))
    .filter((driver) => attribute(driver, 'queues') !== undefined);
}

function placeOf(misplaced: MisplacedQueues): Span {
  switch (misplaced.kind) {
    case 'wrong-element':
      return misplaced.attribute;
    case 'misspelt-attribute':
      return misplaced.attribute.nameSpan;
    case 'misspelt-driver':
      return misplaced.element.nameSpan;
    case 'child-element':
      return misplaced.element;
    case 'nested-driver':
      return misplaced.element.startTag;
  }
}

function describe(data: Misplaced | Stray): string {
  switch (data.kind) {
    case 'wrong-element':
      return l10n.t(
        'libvirt drops {0} on <{1}> silently: it belongs on the <driver> of the interface, as queues.',
        data.attribute.name,
        data.attribute.owner.name,
      );
    case 'misspelt-attribute':
      return l10n.t("libvirt drops '{0}' silently: the attribute is spelt queues.", data.attribute.name);
    case 'child-element':
      return l10n.t(
        'libvirt drops the element <{0}> silently: queues is an attribute of <driver>.',
        data.element.name,
      );
    case 'misspelt-driver':
      return l10n.t('libvirt drops <{0}> silently: the element is spelt <driver>.', data.element.name);
    case 'nested-driver':
      return l10n.t(
        'libvirt drops <driver> inside <{0}> silently: it belongs directly into <interface>.',
        data.inside.name,
      );
    case 'stray-driver':
      return l10n.t('libvirt drops <driver> here silently: it belongs into the <interface> it is for.');
  }
}

function fixOf(data: Misplaced | Stray, context: RuleContext): Fix {
  const { document } = context;
  if (data.kind === 'stray-driver') {
    const edits = [removeNode(document, data.element)];
    return { title: l10n.t('Remove this <driver>'), edits, preferred: true, safe: false };
  }
  if (data.iface.queues !== undefined)
    return { title: l10n.t('Remove it'), edits: [removal(data, document)], preferred: true, safe: true };
  const isMisspelt = data.kind === 'misspelt-attribute' || data.kind === 'misspelt-driver';
  return {
    title: isMisspelt ? l10n.t('Correct the spelling') : l10n.t('Move queues to <driver>'),
    edits: correction(data, context),
    preferred: true,
    safe: true,
  };
}

/** The thing itself renamed or moved where it can stay, else its value moved. */
function correction(data: Misplaced, { document, domain }: RuleContext): TextEdit[] {
  const { iface } = data;
  if (data.kind === 'misspelt-attribute' && data.attribute.owner === iface.driver)
    return [renameAttribute(data.attribute, 'queues')];
  if (data.kind === 'misspelt-driver' && iface.driver === undefined)
    return renameElement(data.element, 'driver');
  if (data.kind === 'nested-driver' && iface.driver === undefined) {
    const markup = document.text.slice(data.element.start, data.element.end);
    return [removeNode(document, data.element), insertAfterModel(document, iface, markup)];
  }
  return [removal(data, document), ...setQueues(document, domain, iface, data.value)];
}

function removal(data: Misplaced, document: XmlDocument): TextEdit {
  return 'attribute' in data ? removeAttribute(document, data.attribute) : removeNode(document, data.element);
}
