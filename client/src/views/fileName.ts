/** A domain's name may hold anything but a line break. */
export function fileNameOf(domain: string): string {
  return domain.replace(/[^\p{L}\p{N}._-]/gu, '_').replace(/^\.+/, '_');
}
