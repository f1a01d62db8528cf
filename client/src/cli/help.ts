const hosts = `  --host DESTINATION      what ssh is given; may be given more than once; default: this machine
  --uri URI               the libvirt there; default: qemu:///system
  --ssh-config FILE       in place of ~/.ssh/config
  --storage FOLDER        where backups and journals are kept; default: ~/.local/state/virtqueue
  --json                  the result for tools`;

const guests = `  --guest-via auto|agent|ssh
                          how to get into guests; auto (default): by the guest agent, and by ssh where that does not
                          serve and --guest-user or --guest-address is given
  --guest-user USER       who ssh logs in as: root, or one with sudo without a password
  --guest-address ADDRESS what ssh connects to, {name} for the domain's name; default: the address libvirt knows
  --guest-direct          ssh goes straight to the guest, not through its host`;

const changes = `${guests}
  --yes                   agrees to the plan beforehand; needed where nobody can be asked
  --shutdown-timeout S    how long a guest may take to shut down; default: 120 seconds
  --force-off             turns off by force what has not shut down by then; default: asks, or leaves it and rolls back
  --recovery-timeout S    how long to try to bring the old VM back while the host cannot be reached; default: 180 seconds`;

const codes =
  'Exit code: 0 done, 1 failed and rolled back or nothing done, 2 wrong usage, 3 the rollback is incomplete.';

const change = `  --enable-multi-queue    on every virtio interface that can take it, of domains named by name or uuid`;

const modes = `  --mode persist|try-once|define-only|guest-only
                          persist (default): store it and start it; try-once: run it, store nothing; define-only: store
                          it, leave what runs alone; guest-only: set the queues inside the running guest`;

/** What `virtqueue COMMAND --help` prints. */
export const help = {
  plan: `virtqueue plan [OPTION]… PATH…: shows what apply would do, and does nothing
       virtqueue plan --enable-multi-queue [OPTION]… DOMAIN…

${change}
${modes}
${hosts}
${guests}

Exit code: 0 all can be applied, 1 something cannot, 2 wrong usage.
`,
  apply: `virtqueue apply [OPTION]… PATH…: brings documents to the VMs they describe, on every host that is named
       virtqueue apply --enable-multi-queue [OPTION]… DOMAIN…: changes what the hosts have of these domains

${change}
${modes}
${hosts}
${changes}
  --parallel N            works on so many at a time; default: 1
  --keep-going            goes on with the others after a failure

The VM runs with the new document in the end, or as it did before; see docs/apply.md.
${codes}
`,
  guest: `virtqueue guest [OPTION]… DOMAIN…: sets the queues inside running guests, named by name or uuid

  --channels N            default: as many as the interface has queues and the guest CPUs
  --persist               for good: by NetworkManager, a systemd .link file or a udev rule, whichever the guest has
${guests}
${hosts}

${codes}
`,
  restore: `virtqueue restore [OPTION]… [BACKUP]: lists what was saved before each apply, or applies a backup again

${modes}
${hosts}
${changes}

${codes}
`,
  finish: `virtqueue finish [--resume|--roll-back] [OPTION]… [APPLY]: lists applies that were left half-way, or finishes one

${changes}
  --storage FOLDER
  --json

${codes}
`,
  ansible: `virtqueue ansible --out FOLDER [OPTION]… PATH…: writes an inventory and a playbook that call virtqueue apply

${modes}
${hosts}
  --force-off, --shutdown-timeout S, --recovery-timeout S, --guest-…   as for apply

Exit code: 0 written, 2 wrong usage.
`,
} as const;
