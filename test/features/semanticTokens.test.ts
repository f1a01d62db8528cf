import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadBuiltIn } from '../../server/src/node/schemas.ts';
import { defaultSettings, openDocument, semanticTokens } from '../../server/src/service.ts';

const settings = { ...defaultSettings, schema: loadBuiltIn() };
const letters = { enumMember: 'e', number: 'n', variable: 'v' };

/** The text with its tokens in brackets, by the first letter of their type; capital where a name is given. */
function coloured(text: string, with_ = settings): string {
  return semanticTokens(openDocument(text), with_).reduceRight((all, { start, end, type, isDefinition }) => {
    const letter = isDefinition ? letters[type].toUpperCase() : letters[type];
    return `${all.slice(0, start)}[${letter}:${all.slice(start, end)}]${all.slice(end)}`;
  }, text);
}

describe('semantic tokens', () => {
  for (const expected of [
    "<domain type='[e:kvm]'><on_crash> [e:restart]\n</on_crash></domain>",
    "<domain type='kwm'><on_crash>restarts</on_crash></domain>",
    "<domain type='[e:kvm]'><name>4</name><vcpu placement='[e:static]'>[n:4]</vcpu></domain>",
    "<domain type='[e:kvm]'><vcpu>four</vcpu></domain>",
    "<domain type='[e:kvm]'><devices><interface type='[e:bridge]'><source bridge='bridge'/><driver name='[e:vhost]' queues='[n:4]'/><model type='[e:virtio]'/></interface></devices></domain>",
    "<domain type='[e:kvm]'><devices><memballoon model='[e:virtio]'><address type='[e:pci]' slot='[n:0x03]'/></memballoon></devices></domain>",
    "<domain type='[e:kvm]'><iothreadids><iothread id='[V:1]'/></iothreadids><devices><disk device='[e:disk]'><driver iothread='[v:1]'/></disk></devices></domain>",
    "<domain type='[e:kvm]'><os><type arch='[e:x86_64",
    '',
    '<',
    '<network/>',
  ])
    test(JSON.stringify(expected), () => {
      const text = expected.replaceAll(/\[\w:(.*?)(\]|$)/g, '$1');
      assert.equal(coloured(text), expected.endsWith('x86_64') ? `${expected}]` : expected);
    });

  test('without a schema, only references', () => {
    assert.equal(
      coloured(
        "<domain type='kvm'><cputune><vcpupin vcpu='0' cpuset='1'/></cputune></domain>",
        defaultSettings as never,
      ),
      "<domain type='kvm'><cputune><vcpupin vcpu='[v:0]' cpuset='1'/></cputune></domain>",
    );
  });

  test('are in order, and none overlaps another', () => {
    const text = `<domain type='kvm'><vcpu>4</vcpu><iothreads>2</iothreads><cputune><vcpupin vcpu='0' cpuset='1'/></cputune></domain>`;
    let last = 0;
    for (const { start, end } of semanticTokens(openDocument(text), settings)) {
      assert.ok(last <= start && start < end);
      last = end;
    }
  });
});
