import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { before, test } from 'node:test';
import * as oniguruma from 'vscode-oniguruma';
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';

const scopeName = 'text.xml.libvirt-domain';
const grammarFile = path.join(import.meta.dirname, '../../syntaxes/libvirt-domain.tmLanguage.json');
let grammar: IGrammar;

before(async () => {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await oniguruma.loadWASM(readFileSync(wasm));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => parseRawGrammar(readFileSync(grammarFile, 'utf8'), grammarFile),
  });
  const loaded = await registry.loadGrammar(scopeName);
  assert.ok(loaded);
  grammar = loaded;
});

/** Each token that is not white space, with the innermost scope that a theme colours by. */
function tokens(text: string): string {
  let state = INITIAL;
  const lines = text.split('\n').map((line) => {
    const { tokens: found, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return found
      .filter(({ startIndex, endIndex }) => line.slice(startIndex, endIndex).trim() !== '')
      .map(
        ({ startIndex, endIndex, scopes }) =>
          `${line.slice(startIndex, endIndex).trim()} ${colour(scopes)}\n`,
      );
  });
  return lines.flat().join('');
}

function colour(scopes: string[]): string {
  const telling = scopes.filter((scope) => !/^(punctuation|meta)\b/.test(scope)).at(-1) ?? scopeName;
  return telling === scopeName ? '-' : telling.replace('.libvirt-domain', '');
}

test('elements, attributes and values', () => {
  assert.equal(
    tokens(`<domain type='kvm' xmlns:qemu="http://x">\n  <name>vm-1</name>\n</domain>`),
    `< -
domain entity.name.tag
type entity.other.attribute-name
= -
' string.quoted
kvm string.quoted
' string.quoted
xmlns entity.other.attribute-name.namespace
: -
qemu entity.other.attribute-name
= -
" string.quoted
http://x string.quoted
" string.quoted
> -
< -
name entity.name.tag
> -
vm-1 -
</ -
name entity.name.tag
> -
</ -
domain entity.name.tag
> -
`,
  );
});

test('multi-queue attributes and their numbers stand out', () => {
  assert.equal(
    tokens(`<driver name='vhost' queues='4' rx_queue_size="1024" rss='on' my-queues='4'/>`),
    `< -
driver entity.name.tag
name entity.other.attribute-name
= -
' string.quoted
vhost string.quoted
' string.quoted
queues keyword.control.multi-queue
= -
' string.quoted
4 constant.numeric.multi-queue
' string.quoted
rx_queue_size keyword.control.multi-queue
= -
" string.quoted
1024 constant.numeric.multi-queue
" string.quoted
rss keyword.control.multi-queue
= -
' string.quoted
on string.quoted
' string.quoted
my-queues entity.other.attribute-name
= -
' string.quoted
4 string.quoted
' string.quoted
/> -
`,
  );
});

test('another namespace', () => {
  assert.equal(
    tokens(`<qemu:arg value='-s'/></qemu:commandline>`),
    `< -
qemu entity.name.tag.namespace
: -
arg entity.name.tag
value entity.other.attribute-name
= -
' string.quoted
-s string.quoted
' string.quoted
/> -
</ -
qemu entity.name.tag.namespace
: -
commandline entity.name.tag
> -
`,
  );
});

test('comments, CDATA, instructions and the document type', () => {
  assert.equal(
    tokens(`<?xml version='1.0'?>
<!DOCTYPE domain [<!ENTITY one '1>'>]>
<!-- a <b> -- & -->
<![CDATA[ <b> & ]]>`),
    `<? -
xml entity.name.tag
version entity.other.attribute-name
= -
' string.quoted
1.0 string.quoted
' string.quoted
?> -
<! -
DOCTYPE keyword.other.doctype
domain -
[ -
<! -
ENTITY keyword.other.declaration
one -
' string.quoted
1> string.quoted
' string.quoted
> -
] -
> -
<!-- comment.block
a <b> comment.block
-- invalid.illegal.double-hyphen
& comment.block
--> comment.block
<![CDATA[ string.unquoted.cdata
<b> & string.unquoted.cdata
]]> string.unquoted.cdata
`,
  );
});

test('references, and what only looks like one', () => {
  assert.equal(
    tokens(`<a b='&lt;&'>&#65; & &amp</a>`),
    `< -
a entity.name.tag
b entity.other.attribute-name
= -
' string.quoted
& constant.character.entity
lt constant.character.entity
; constant.character.entity
& invalid.illegal.bad-ampersand
' string.quoted
> -
& constant.character.entity
#65 constant.character.entity
; constant.character.entity
& invalid.illegal.bad-ampersand
& invalid.illegal.bad-ampersand
amp -
</ -
a entity.name.tag
> -
`,
  );
});

test('a mistake does not spread past the next tag', () => {
  const afterMistake = (broken: string) => tokens(`${broken}\n<mac/>`).split('\n').slice(-4, -1);
  const mac = ['< -', 'mac entity.name.tag', '/> -'];
  for (const broken of [
    "<model type='virtio/>",
    '<model',
    '<driver queues=',
    "<driver queues='4",
    '<',
    '</',
    '</model',
  ]) {
    assert.deepEqual(afterMistake(broken), mac, broken);
  }
});
