import type { Language } from './text.ts'

const digits = '零一二三四五六七八九'

/** 1 to 999 as laws write it: 十一, 二十, 一百零二; undefined for anything else. */
function numberIn(text: string): number | undefined {
  const [whole, hundreds, tens, ones] =
    /^(?:([一二三四五六七八九])百)?零?(?:([一二三四五六七八九]?)十)?([一二三四五六七八九]?)$/.exec(text) ?? []
  if (!whole) return undefined
  const digit = (one: string | undefined) => (one ? digits.indexOf(one) : 0)
  return digit(hundreds) * 100 + (tens === undefined ? 0 : (digit(tens) || 1) * 10) + digit(ones)
}

/** A place in a Chinese document, such as 第十一条（二）: as it stands, and in English `art. 11 (2)`. What is no article stays. */
export function articleText(clause: string, language: Language): string {
  if (language === 'zh') return clause
  return clause
    .replace(/第([一二三四五六七八九十百零]+)条/g, (whole, number: string) => {
      const read = numberIn(number)
      return read === undefined ? whole : `art. ${read}`
    })
    .replace(/（([一二三四五六七八九十百零]+)）/g, (whole, number: string) => {
      const read = numberIn(number)
      return read === undefined ? whole : ` (${read})`
    })
    .trim()
}
