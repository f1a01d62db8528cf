import { describe } from 'node:test';
import { recovers } from './recovers.ts';

describe('attributes', () => {
  recovers(
    'a missing closing quote, before the end of the tag',
    `
    <interface>
      <model type='virtio/>
                  ^^^^^^^ missing-quote type
      <driver name='vhost'/>
    </interface>
    `,
    `
    <interface>
      <model type=virtio>
      <driver name=vhost>
    `,
  );
  recovers(
    'a missing closing quote, before the end of a start tag, all on one line',
    `
    <interface type='bridge><model type='virtio'/></interface>
                    ^^^^^^^ missing-quote type
    `,
    `
    <interface type=bridge>
      <model type=virtio>
    `,
  );
  recovers(
    'a missing closing quote, before another attribute',
    `
    <driver name='vhost queues='4' txmode='iothread'/>
                 ^^^^^^ missing-quote name
    `,
    `
    <driver name=vhost queues=4 txmode=iothread>
    `,
  );
  recovers(
    'a missing closing quote, before an attribute with the other quotes',
    `
    <interface>
      <driver name='vhost queues="4"/>
                   ^^^^^^ missing-quote name
      <target dev='tap0'/>
    </interface>
    `,
    `
    <interface>
      <driver name=vhost queues=4>
      <target dev=tap0>
    `,
  );
  recovers(
    'a missing closing quote at the end of a line',
    `
    <driver name='vhost
                 ^^^^^^ missing-quote name
            queues='4'/>
    `,
    `
    <driver name=vhost queues=4>
    `,
  );
  recovers(
    'a missing closing quote at the end of the file',
    `
    <driver name='vho
    ^^^^^^^ unclosed-tag driver
                 ^^^^ missing-quote name
    `,
    `
    <driver name=vho>
    `,
  );
  recovers(
    'a missing opening quote',
    `
    <driver queues=4' name='vhost'/>
                   ^ missing-quote queues
    `,
    `
    <driver queues=4 name=vhost>
    `,
  );
  recovers(
    'no quotes',
    `
    <driver queues=4 name=vhost/>
                   ^ unquoted-value queues
                          ^^^^^ unquoted-value name
    `,
    `
    <driver queues=4 name=vhost>
    `,
  );
  recovers(
    'no value',
    `
    <driver name queues= txmode='iothread' event_idx=/>
            ^^^^ missing-value name
                 ^^^^^^ missing-value queues
                                           ^^^^^^^^^ missing-value event_idx
    `,
    `
    <driver name= queues= txmode=iothread event_idx=>
    `,
  );
  recovers(
    'the same name twice',
    `
    <driver queues='4' name='vhost' queues='2'/>
                                    ^^^^^^ duplicate-attribute queues
    `,
    `
    <driver queues=4 name=vhost queues=2>
    `,
  );
  recovers(
    'no space between two',
    `
    <driver name='vhost'queues='4'/>
                        ^^^^^^ missing-space queues
    `,
    `
    <driver name=vhost queues=4>
    `,
  );
  recovers(
    'a < in a value',
    `
    <arg value='a < b' other='<x>'/>
                  ^ less-than-in-value value
                              ^ less-than-in-value other
    `,
    `
    <arg value=a < b other=<x>>
    `,
  );
});

describe('references', () => {
  recovers(
    'each kind of mistake',
    `
    <a b='x&y' c='&foo;'>&amp &#0; &#xZ; & &amp;&lt;&gt;&quot;&apos;&#65;&#x42;</a>
           ^ bare-ampersand
                  ^^^^^ unknown-entity foo
                         ^^^^ invalid-reference &amp
                              ^^^^ invalid-reference &#0;
                                   ^^^^^ invalid-reference &#xZ;
                                         ^ bare-ampersand
    `,
    `
    <a b=x&y c=&foo;>
      &amp &#0; &#xZ; & &<>"'AB
    `,
  );
  recovers(
    'an entity of the internal subset stays as written',
    `
    <!DOCTYPE a [<!ENTITY one "1 > ]"> <!-- ]> --> <!ENTITY % two '2'>]>
    <a b='&one;'>&two;</a>
                 ^^^^^ unknown-entity two
    `,
    `
    doctype
    <a b=&one;>
      &two;
    `,
  );
});
