import { describe } from 'node:test';
import { recovers } from './recovers.ts';

describe('comments and the like', () => {
  recovers(
    'a comment that is never closed ends before the next tag',
    `
    <devices>
      <!-- two cards
      ^^^^ unclosed-comment
      <interface/>
      <!-- the other -->
      <interface/>
    </devices>
    `,
    `
    <devices>
      comment: two cards
      <interface>
      comment: the other
      <interface>
    `,
  );
  recovers(
    'two hyphens in a comment',
    `
    <!---- old -- new --->
        ^^ double-hyphen-in-comment
    <a/>
    `,
    `
    comment: -- old -- new -
    <a>
    `,
  );
  recovers(
    'CDATA that is never closed',
    `
    <a><![CDATA[text</a>
       ^^^^^^^^^ unclosed-cdata
    `,
    `
    <a>
      cdata: text
    `,
  );
  recovers(
    'the end of CDATA in text',
    `
    <a>x]]>y</a>
        ^^^ cdata-end-in-text
    `,
    `
    <a>
      x]]>y
    `,
  );
  recovers(
    'an XML declaration closed as a tag is',
    `
    <?xml version='1.0'>
    ^^^^^ unclosed-instruction
    <a/>
    `,
    `
    instruction
    <a>
    `,
  );
  recovers(
    'an XML declaration that is not at the start',
    `
    <!-- first -->
    <?xml version='1.0'?>
    ^^^^^ misplaced-declaration <?xml
    <a/>
    `,
    `
    comment: first
    instruction
    <a>
    `,
  );
  recovers(
    'an XML declaration libvirt cannot read',
    `
    <?xml encoding='UTF-8'?>
    ^^^^^^^^^^^^^^^^^^^^^^^^ invalid-declaration
    <a/>
    `,
    `
    instruction
    <a>
    `,
  );
  recovers(
    'an instruction without name, and one whose name goes on oddly',
    `
    <? x?><?x+y?><a/>
    ^^ invalid-name
             ^ unexpected-text +
    `,
    `
    instruction
    instruction
    <a>
    `,
  );
  recovers(
    'a document type that is not finished',
    `
    <!DOCTYPE domain
    ^^^^^^^^^ unclosed-doctype
    <domain/>
    `,
    `
    doctype
    <domain>
    `,
  );
  recovers(
    'a document type with something odd in it, and a second one',
    `
    <!DOCTYPE domain PUBLIC 'x'><!DOCTYPE domain>
                     ^^^^^^^^^^ unexpected-text PUBLIC 'x'
                                ^^^^^^^^^ misplaced-declaration <!DOCTYPE
    <domain/>
    `,
    `
    doctype
    doctype
    <domain>
    `,
  );
});

describe('the document as a whole', () => {
  recovers(
    'nothing',
    `
    | no-root
    `,
    ``,
  );
  recovers(
    'nothing but text',
    `
    queues = 4
    ^^^^^^^^^^ no-root
    vcpus = 4
    `,
    `
    queues = 4
    vcpus = 4
    `,
  );
  recovers(
    'nothing but a comment',
    `
    <!-- nothing yet -->
                        | no-root
    `,
    `
    comment: nothing yet
    `,
  );
  recovers(
    'text before and after the root',
    `
    # vm-1
    ^^^^^^ text-outside-root
    <domain/>
    end of file
    ^^^^^^^^^^^ text-outside-root
    `,
    `
    # vm-1
    <domain>
    end of file
    `,
  );
  recovers(
    'more than one root is told once',
    `
    <domain/>
    <domain/>
     ^^^^^^ second-root domain
    <domain/>
    `,
    `
    <domain>
    <domain>
    <domain>
    `,
  );
});
