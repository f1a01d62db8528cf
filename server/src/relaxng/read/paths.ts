/** `urn:`, `https:` …, but not the drive letter of `C:\`. */
const scheme = /^[a-z][a-z0-9+.-]+:/i;
const uri = /^([a-z][a-z0-9+.-]+:(?:\/\/[^/?#]*)?)([^?#]*)/i;

/** Where `href`, a URI reference in the file `base`, leads. `base` is a URI or a path; so is the result. */
export function resolvePath(base: string, href: string): string {
  if (scheme.test(href)) return href;
  const [, origin, path] = uri.exec(base) ?? [];
  if (origin === undefined || path === undefined) return join(base, decoded(href));
  return href.startsWith('//') ? origin.replace(/:.*/, ':') + href : origin + join(path, href);
}

export function withoutFragment(href: string): string {
  const hash = href.indexOf('#');
  return hash === -1 ? href : href.slice(0, hash);
}

/** Outside of URIs a file's name stands for itself: `my%20schema.rng` is the file `my schema.rng`. */
function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}

function join(base: string, href: string): string {
  if (href.startsWith('/')) return withoutDots(href);
  if (href === '') return base;
  return withoutDots(base.slice(0, Math.max(base.lastIndexOf('/'), base.lastIndexOf('\\')) + 1) + href);
}

function withoutDots(path: string): string {
  if (!/(^|[/\\])\.\.?([/\\]|$)/.test(path)) return path;
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    const last = kept.at(-1);
    if (segment === '.') continue;
    if (segment !== '..' || last === undefined || last === '..') kept.push(segment);
    else if (last !== '') kept.pop();
  }
  return kept.join('/');
}
