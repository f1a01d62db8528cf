import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { codeBelow } from '../support/documentation.ts';
import { domainWith } from '../support/domains.ts';
import { Home } from './home.ts';

const home = new Home();
after(() => home.scratch.remove());

/** What a person does: waits for the problem, goes there, asks for the code actions, takes the first, saves. */
const session = `
local patience = 20000
assert(vim.wait(patience, function() return #vim.diagnostic.get(0) > 0 end), 'no diagnostic')
for _, each in ipairs(vim.diagnostic.get(0)) do
  io.stdout:write(('%s:%d:%d %s\\n'):format(each.code or each.user_data.lsp.code, each.lnum, each.col, each.message))
end
vim.diagnostic.goto_next({ float = false })
vim.ui.select = function(items, _, choose) choose(items[1], 1) end
vim.lsp.buf.code_action()
local fixed = function() return vim.fn.search("queues='4'", 'nw') > 0 end
assert(vim.wait(patience, fixed), 'not fixed')
assert(vim.wait(patience, function() return #vim.diagnostic.get(0) == 0 end), 'still a diagnostic')
vim.cmd('write')
vim.cmd('qall!')
`;

test('Neovim, set up as docs/editors.md says, shows the nine queues and fixes them', async () => {
  home.scratch.write('.config/nvim/init.lua', codeBelow('editors.md', 'Neovim 0.7 to 0.10', 'lua'));
  const script = home.scratch.write('session.lua', session);
  const output = await home.run('nvim', [
    '--headless',
    home.domain,
    '-c',
    `lua local ok, why = pcall(dofile, '${script}'); if not ok then print(why) vim.cmd('cquit') end`,
  ]);
  assert.match(output, /^queues-out-of-range:11:35 9 queues/m, output);
  assert.equal(readFileSync(home.domain, 'utf8'), domainWith("<driver name='vhost' queues='4'/>"), output);
});
