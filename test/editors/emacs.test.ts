import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { codeBelow } from '../support/documentation.ts';
import { domainWith } from '../support/domains.ts';
import { Home } from './home.ts';

const home = new Home();
after(() => home.scratch.remove());

/** What a person does: opens the file, waits for the problem, goes there, asks for the fixes, takes what is proposed, saves. */
const session = `
(defun await (what condition)
  (with-timeout (20 (error "%s" what))
    (while (not (funcall condition)) (accept-process-output nil 0.1))))
(find-file "vm-1.xml")
(run-hooks 'post-command-hook)
(await "no server" #'eglot-managed-p)
(await "no diagnostic" (lambda () (flymake-start) (flymake-diagnostics)))
(dolist (each (flymake-diagnostics))
  (princ (format "%s:%d %s\\n" major-mode
    (line-number-at-pos (flymake-diagnostic-beg each)) (flymake-diagnostic-text each))))
(goto-char (flymake-diagnostic-beg (car (flymake-diagnostics))))
(cl-letf ((last-nonmenu-event ?a)
          ((symbol-function 'completing-read) (lambda (&rest arguments) (nth 6 arguments))))
  (eglot-code-actions (point) nil "quickfix" t))
(await "not fixed" (lambda () (save-excursion (goto-char (point-min)) (search-forward "queues='4'" nil t))))
(save-buffer)
`;

test('Emacs with eglot, set up as docs/editors.md says, shows the nine queues and fixes them', async () => {
  const init = home.scratch.write('init.el', codeBelow('editors.md', 'Emacs', 'elisp'));
  const output = await home.run('emacs', [
    '--batch',
    '-l',
    init,
    '-l',
    home.scratch.write('session.el', session),
  ]);
  assert.match(output, /^libvirt-domain-mode:12 .*9 queues/m, output);
  assert.equal(readFileSync(home.domain, 'utf8'), domainWith("<driver name='vhost' queues='4'/>"), output);
});
