/** Every language that messages and rule pages have been translated to, with the locales it serves; English needs none. */
const translations = [{ name: 'zh-cn', serves: /^zh($|[-_](hans|cn|sg)\b)/i }] as const;

/**
 * The translation that serves a locale; undefined where English does.
 *
 * @param locale BCP 47 (`zh-CN`), or POSIX (`zh_CN.UTF-8`).
 */
export function translationFor(locale: string): 'zh-cn' | undefined {
  return translations.find(({ serves }) => serves.test(locale))?.name;
}
