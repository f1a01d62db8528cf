const shared = `PATH is a file, a folder (every *.xml in it whose root element is <domain>), or - for standard input.
Settings come from the nearest virtqueue.config.json in the folder of a file or above it; --config FILE names one instead.`;

/** What `virtqueue COMMAND --help` prints. */
export const help = {
  check: `virtqueue check [OPTION]… PATH…: reports what is wrong with libvirt domain XML

  --format text|json|sarif|github  text: for people; json and sarif: for tools; github: annotations in GitHub Actions
  --only schema|rules     one half of the checks; with schema, any XML that the schema describes
  --schema PATH           a folder of libvirt schemas, or one .rng or .rnc file; default: the libvirt installed here, else
                          the built-in grammar
  --quiet                 reports errors only
  --max-warnings N        exit code 1 for more than N warnings
  --watch                 checks again after every change, until Ctrl+C
  --config FILE

${shared}
Exit code: 0 no error found, 1 errors found or too many warnings, 2 wrong usage or unreadable input.
`,
  fix: `virtqueue fix [OPTION]… PATH…: applies the fixes that are safe; standard input goes to standard output

  --rule ID      applies the preferred fixes of this rule, safe or not; may be given more than once
  --dry-run      prints the difference, writes nothing
  --config FILE

${shared}
Exit code: 0 done, 2 wrong usage or unreadable input.
`,
  lsp: `virtqueue lsp --stdio: the language server, for any editor; see docs/editors.md
`,
} as const;

export const overview = `virtqueue: checks and fixes libvirt domain XML, and brings it to hosts

  virtqueue check [--format text|json|sarif|github] [--schema PATH] [--only schema|rules] [--watch] … PATH…
  virtqueue fix [--rule ID]… [--dry-run] PATH…
  virtqueue lsp --stdio
  virtqueue plan|apply [--host DESTINATION]… [--mode MODE] [--yes] … PATH…
  virtqueue guest [--host DESTINATION]… [--channels N] DOMAIN…
  virtqueue restore [BACKUP], virtqueue finish [--resume|--roll-back] [APPLY]
  virtqueue ansible --out FOLDER … PATH…
  virtqueue COMMAND --help
  virtqueue --version

${shared}
Exit code: 0 no error found, 1 errors found, 2 wrong usage or unreadable input.
`;
