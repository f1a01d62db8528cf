import { describe } from 'node:test';
import { recovers } from './recovers.ts';

describe('tags', () => {
  recovers(
    'a start tag without its > does not swallow the next one',
    `
    <interface>
      <model type='virtio'
      ^^^^^^ unclosed-tag model
      <driver name='vhost' queues='4'/>
    </interface>
    `,
    `
    <interface>
      <model type=virtio>
      <driver name=vhost queues=4>
    `,
  );
  recovers(
    'a start tag without its > still takes the content up to its end tag',
    `
    <interface type='network'
    ^^^^^^^^^^ unclosed-tag interface
      <model type='virtio'/>
    </interface>
    `,
    `
    <interface type=network>
      <model type=virtio>
    `,
  );
  recovers(
    'a start tag that the file ends in',
    `
    <domain>
     ^^^^^^ unclosed-element domain
      <devices typ
      ^^^^^^^^ unclosed-tag devices
    `,
    `
    <domain>
      <devices typ=>
    `,
  );
  recovers(
    'a lone < where a tag is about to be typed',
    `
    <devices>
      <
      ^ stray-less-than
      <disk/>
    </devices>
    `,
    `
    <devices>
      <>
      <disk>
    `,
  );
  recovers(
    'a < in text',
    `
    <description>1 < 2 <<< 3</description>
                   ^ stray-less-than
                       ^^^ stray-less-than
    `,
    `
    <description>
      1
      <>
      2
      <>
      3
    `,
  );
  recovers(
    'a name that starts with a digit',
    `
    <1st queues='4'></1st>
     ^^^ invalid-name 1st
    `,
    `
    <1st queues=4>
    `,
  );
  recovers(
    'a / that stands apart from its >',
    `
    <model type='virtio' / >
                         ^ unexpected-text /
    `,
    `
    <model type=virtio>
    `,
  );
  recovers(
    'quoted words without a name',
    `
    <model 'virtio' type='e1000'/>
           ^^^^^^^^ unexpected-text 'virtio'
    `,
    `
    <model type=e1000>
    `,
  );
});

describe('end tags', () => {
  recovers(
    'an element that is never closed ends where its indentation ends',
    `
    <devices>
      <interface type='network'>
       ^^^^^^^^^ unclosed-element interface
        <source network='default'/>

      <interface type='bridge'>
        <source bridge='br0'/>
      </interface>
    </devices>
    `,
    `
    <devices>
      <interface type=network>
        <source network=default>
      <interface type=bridge>
        <source bridge=br0>
    `,
  );
  recovers(
    'several elements inside each other that are never closed',
    `
    <domain>
      <devices>
       ^^^^^^^ unclosed-element devices
        <interface>
         ^^^^^^^^^ unclosed-element interface
          <model/>
      <seclabel/>
    </domain>
    `,
    `
    <domain>
      <devices>
        <interface>
          <model>
      <seclabel>
    `,
  );
  recovers(
    'text that is never closed ends with its line',
    `
    <domain>
      <name>vm-1
       ^^^^ unclosed-element name
      <vcpu>4</vcpu>
    </domain>
    `,
    `
    <domain>
      <name>
        vm-1
      <vcpu>
        4
    `,
  );
  recovers(
    'on one line the end tag of the parent ends it',
    `
    <devices><interface><model/></devices>
              ^^^^^^^^^ unclosed-element interface
    `,
    `
    <devices>
      <interface>
        <model>
    `,
  );
  recovers(
    'a misspelt end tag still closes',
    `
    <devices>
      <interface>
        <model/>
      </interfase>
      ^^^^^^^^^^^^ unmatched-end-tag interfase interface
      <disk/>
    </devices>
    `,
    `
    <devices>
      <interface>
        <model>
      <disk>
    `,
  );
  recovers(
    'a start tag was renamed, its end tag was not',
    `
    <devices>
      <disk>
        <model/>
      </interface>
      ^^^^^^^^^^^^ unmatched-end-tag interface disk
      <interface>
      </interface>
    </devices>
    `,
    `
    <devices>
      <disk>
        <model>
      <interface>
    `,
  );
  recovers(
    'a misspelt end tag of the root',
    `
    <domain>
      <name>vm</name>
    </domian>
    ^^^^^^^^^ unmatched-end-tag domian domain
    `,
    `
    <domain>
      <name>
        vm
    `,
  );
  recovers(
    'an end tag too many',
    `
    <devices>
      <disk/>
      </disk>
      ^^^^^^^ unmatched-end-tag disk devices
      <interface/>
    </devices>
    `,
    `
    <devices>
      <disk>
      <interface>
    `,
  );
  recovers(
    'an end tag too many behind the root',
    `
    <domain></domain></domain>
                     ^^^^^^^^^ unmatched-end-tag domain
    `,
    `
    <domain>
    `,
  );
  recovers(
    'an end tag being typed',
    `
    <devices>
      <interface>
        <model/>
      </
      ^^ unclosed-end-tag interface
      <disk/>
    </devices>
    `,
    `
    <devices>
      <interface>
        <model>
      <disk>
    `,
  );
  recovers(
    'an end tag without its >',
    `
    <devices>
      <interface></interface
                 ^^^^^^^^^^^ unclosed-end-tag interface interface
      <disk/>
    </devices>
    `,
    `
    <devices>
      <interface>
      <disk>
    `,
  );
  recovers(
    'an end tag with something in it',
    `
    <a></ a><a></a b='1'>
         ^ unexpected-text
             ^ second-root a
                   ^^^^^ unexpected-text b='1'
    `,
    `
    <a>
    <a>
    `,
  );
});
