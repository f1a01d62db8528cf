import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { defaultSettings, inlayHints, openDocument, type Settings } from '../../server/src/service.ts';

/** The text with its hints in brackets where an editor shows them. */
function shown(text: string, settings: Settings = defaultSettings, within = { start: 0, end: text.length }) {
  const hints = inlayHints(openDocument(text), within, settings);
  return hints.reduceRight((all, { at, label }) => `${all.slice(0, at)}[${label}]${all.slice(at)}`, text);
}

const inDomain = (content: string) => `<domain type='kvm'>${content}</domain>`;

describe('inlay hints', () => {
  for (const expected of [
    '<memory>4194304[= 4 GiB]</memory>',
    "<memory unit='KiB'>1572864[= 1.5 GiB]</memory>",
    "<currentMemory unit='MiB'>\n  4096[= 4 GiB]\n</currentMemory>",
    "<memory unit='MB'>4000[= ≈ 3.73 GiB]</memory>",
    "<memory unit='GiB'>4</memory>",
    "<memory unit='MiB'>512</memory>",
    "<memory unit='KiB'>512</memory>",
    "<cpu><numa><cell memory='1048576'[= 1 GiB] unit='KiB'/></numa></cpu>",
    "<memoryBacking><hugepages><page size='2048'[= 2 MiB]/></hugepages></memoryBacking>",
    "<devices><shmem name='s'><size>4194304[= 4 MiB]</size></shmem></devices>",
    "<devices><video><model type='qxl' vram='65536'[= 64 MiB]/></video></devices>",
    '<memory>lots</memory>',
    "<memory unit='pints'>4194304</memory>",
    '<memory>4194304<!-- 4 GiB --></memory>',
    '<memory>',
    '<name>4194304</name>',
  ])
    test(expected, () => {
      const text = inDomain(expected.replaceAll(/\[.*?\]/g, ''));
      assert.equal(shown(text), inDomain(expected));
    });

  for (const expected of [
    "<interface type='bridge'><model type='virtio'/><driver queues='4'[4 of 8 vCPUs]/></interface>",
    "<interface type='bridge'><model type='e1000'/><driver queues='4'/></interface>",
    "<disk type='file'><driver name='qemu' queues='2'[4 of 8 vCPUs] type='raw'/></disk>",
    "<controller type='scsi' model='virtio-scsi'><driver queues='4'[4 of 8 vCPUs]/></controller>",
    "<interface type='bridge'><model type='virtio'/><driver queues",
  ])
    test(expected, () => {
      const text = (devices: string) => inDomain(`<vcpu current='4'>8</vcpu><devices>${devices}`);
      assert.equal(shown(text(expected.replaceAll(/\[.*?\]/g, ''))), text(expected));
    });

  const both = inDomain(
    "<memory>4194304</memory><devices><interface type='bridge'><model type='virtio'/><driver queues='1'/></interface></devices>",
  );
  test('each kind can be switched off', () => {
    const only = (kinds: Partial<Settings['inlayHints']>) =>
      inlayHints(
        openDocument(both),
        { start: 0, end: both.length },
        {
          ...defaultSettings,
          inlayHints: { memory: false, queues: false, ...kinds },
        },
      ).map(({ label }) => label);
    assert.deepEqual(only({}), []);
    assert.deepEqual(only({ memory: true }), ['= 4 GiB']);
    assert.deepEqual(only({ queues: true }), ['1 vCPU']);
  });

  test('only what is asked for is answered', () => {
    const half = { start: both.indexOf('<devices>'), end: both.length };
    assert.deepEqual(
      inlayHints(openDocument(both), half, defaultSettings).map(({ kind }) => kind),
      ['queues'],
    );
  });
});
