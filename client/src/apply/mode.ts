/**
 * `persist` stores the document and starts it; `try-once` runs it and stores nothing; `define-only` stores it and
 * leaves what runs alone; `guest-only` sets the queues inside the guest that runs.
 */
export const modes = ['persist', 'try-once', 'define-only', 'guest-only'] as const;
export type Mode = (typeof modes)[number];

/** Whether libvirt keeps the document. */
export function storesDocument(mode: Mode): boolean {
  return mode === 'persist' || mode === 'define-only';
}

/** Whether the mode stops and starts the domain. */
export function restarts(mode: Mode): boolean {
  return mode === 'persist' || mode === 'try-once';
}
