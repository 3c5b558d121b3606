/** Chinese characters that begin each letter's stretch in the order of pinyin. */
const firsts = [...'阿八嚓哒妸发旮哈讥咔垃妈拿噢妑七呥仨他穵夕丫帀']
const letters = 'abcdefghjklmnopqrstwxyz'
const order = new Intl.Collator('zh-Hans-CN-u-co-pinyin')
const known = new Map<string, string>()

function initialOf(character: string): string {
  const found = known.get(character)
  if (found !== undefined) return found
  const place = firsts.findLastIndex((first) => order.compare(first, character) <= 0)
  const initial = /\p{Script=Han}/u.test(character) ? (letters[place] ?? '') : character.toLowerCase()
  known.set(character, initial)
  return initial
}

/** The first letters of a Chinese text in pinyin, as officers type them: 参保人数 → cbrs. */
export const initialsOf = (text: string): string => [...text].map(initialOf).join('')
