import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Random } from '../../relaxng/random.ts';

/** What gets typed and pasted: pieces of domains, of XML, and what is neither. */
const pieces = [
  ...`< > / = ' " & ! ? ; <a </a <!-- --> <![CDATA[ ]]> <?x ?> <!DOCTYPE &lt; &#0; &bogus; xmlns= : - \n \r\n \t`.split(
    ' ',
  ),
  ' ',
  '\0',
  '\ud83d',
  '队列',
  "queues='9'",
  "<driver name='vhost' queues='4'/>",
  "<interface type='network'><source network='default'/><model type='virtio'/></interface>",
  "<disk type='file' device='disk'><target dev='vda' bus='virtio'/></disk>",
  "<cputune><vcpupin vcpu='0' cpuset='1-3,^2'/></cputune>",
  "<iothreads>2</iothreads><iothreadids><iothread id='1'/></iothreadids>",
  "<controller type='pci' index='0' model='pcie-root'/>",
  "<vcpu placement='static' current='2'>4</vcpu>",
  "<memory unit='KiB'>1048576</memory>",
  '<domain>',
  '</domain>',
  '<devices>',
  '</devices>',
  "<alias name='ua-1'/>",
  "<numa><cell id='0' cpus='0-3' memory='1' unit='GiB'/></numa>",
];

/** In UTF-16 code units: documents that have grown beyond it start anew. */
const largest = 20_000;

export interface Change {
  readonly range?: {
    start: ReturnType<TextDocument['positionAt']>;
    end: ReturnType<TextDocument['positionAt']>;
  };
  readonly text: string;
}

/** One edit such as people make: mostly small, at any place, whatever stands there. */
export function randomChange(document: TextDocument, random: Random, seeds: readonly string[]): Change {
  const text = document.getText();
  const kind = random.below(20);
  if (kind === 0 || text.length > largest) return { text: random.one(seeds) };
  const start = random.below(text.length + 1);
  const replace = (end: number, newText: string): Change => ({
    range: { start: document.positionAt(start), end: document.positionAt(Math.min(end, text.length)) },
    text: newText,
  });
  if (kind < 8) return replace(start, random.one(pieces));
  if (kind < 12) return replace(start + 1 + random.below(4), '');
  if (kind < 14) return replace(start + random.below(200), '');
  if (kind < 16) return replace(start + random.below(10), random.one(pieces));
  if (kind < 18) {
    const from = random.below(text.length + 1);
    return replace(start, text.slice(from, from + random.below(300)));
  }
  return replace(start, String.fromCharCode(random.below(128)));
}
