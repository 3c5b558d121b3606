/** A regular expression of XML Schema and XPath as a tree. Characters are code points. */
export type Pattern =
  | { readonly k: 'char'; readonly is: CharTest }
  | { readonly k: 'start' | 'end' }
  | { readonly k: 'sequence' | 'choice'; readonly parts: readonly Pattern[] }
  | {
      readonly k: 'repeat'
      readonly of: Pattern
      readonly min: number
      readonly max: number
      readonly greedy: boolean
    }
  | { readonly k: 'group'; readonly of: Pattern; readonly number: number }
  | { readonly k: 'back'; readonly number: number }

export type CharTest = (point: number) => boolean

export interface Flags {
  readonly ignoreCase: boolean
  readonly dotAll: boolean
}

/** The text is not a regular expression. */
export class NotRegex extends Error {}

/** Deepest brackets of one expression, and the highest count of a repetition. */
const mostDepth = 50
const mostRepeats = 1000

/** One character for all its cases. */
export const fold = (point: number): number => {
  const upper = String.fromCodePoint(point).toUpperCase().codePointAt(0) ?? point
  return String.fromCodePoint(upper).toLowerCase().codePointAt(0) ?? point
}

/** Named blocks of Unicode that stand in `\p{Is…}`. */
const blocks: Readonly<Record<string, readonly [number, number]>> = {
  BasicLatin: [0x0, 0x7f],
  'Latin-1Supplement': [0x80, 0xff],
  'LatinExtended-A': [0x100, 0x17f],
  'LatinExtended-B': [0x180, 0x24f],
  IPAExtensions: [0x250, 0x2af],
  Greek: [0x370, 0x3ff],
  GreekandCoptic: [0x370, 0x3ff],
  Cyrillic: [0x400, 0x4ff],
  Armenian: [0x530, 0x58f],
  Hebrew: [0x590, 0x5ff],
  Arabic: [0x600, 0x6ff],
  Devanagari: [0x900, 0x97f],
  Thai: [0xe00, 0xe7f],
  GeneralPunctuation: [0x2000, 0x206f],
  CurrencySymbols: [0x20a0, 0x20cf],
  CJKSymbolsandPunctuation: [0x3000, 0x303f],
  Hiragana: [0x3040, 0x309f],
  Katakana: [0x30a0, 0x30ff],
  CJKUnifiedIdeographs: [0x4e00, 0x9fff],
  HangulSyllables: [0xac00, 0xd7af],
}
const categories = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/

const unicode = (inside: string): CharTest => {
  const form = new RegExp(`^[${inside}]$`, 'u')
  return (point) => form.test(String.fromCodePoint(point))
}
const not =
  (is: CharTest): CharTest =>
  (point) =>
    !is(point)

const space: CharTest = (point) => point === 0x20 || point === 0x9 || point === 0xa || point === 0xd
const digit = unicode(String.raw`\p{Nd}`)
const wordChar = not(unicode(String.raw`\p{P}\p{Z}\p{C}`))
const nameStart = unicode(String.raw`\p{L}\p{Nl}_:`)
const nameChar = unicode(String.raw`\p{L}\p{Nl}\p{Nd}\p{M}_:.·\-`)
const classes: Readonly<Record<string, CharTest>> = {
  s: space,
  d: digit,
  w: wordChar,
  i: nameStart,
  c: nameChar,
}
const plainEscapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

/** Reads the pattern. Throws `NotRegex`. */
export function parsePattern(text: string, flags: Flags): { pattern: Pattern; groups: number } {
  const reader = new Reader(Array.from(text), flags)
  const pattern = reader.choice(0)
  reader.end()
  return { pattern, groups: reader.groups }
}

class Reader {
  #at = 0
  groups = 0
  readonly #closed = new Set<number>()

  constructor(
    private readonly chars: readonly string[],
    private readonly flags: Flags,
  ) {}

  end(): void {
    if (this.#at < this.chars.length) throw new NotRegex()
  }

  #peek(ahead = 0): string {
    return this.chars[this.#at + ahead] ?? ''
  }

  #next(): string {
    const char = this.chars[this.#at++]
    if (char === undefined) throw new NotRegex()
    return char
  }

  choice(depth: number): Pattern {
    if (depth > mostDepth) throw new NotRegex()
    const parts = [this.#sequence(depth)]
    while (this.#peek() === '|') {
      this.#at++
      parts.push(this.#sequence(depth))
    }
    return parts.length === 1 ? (parts[0] as Pattern) : { k: 'choice', parts }
  }

  #sequence(depth: number): Pattern {
    const parts: Pattern[] = []
    while (this.#peek() !== '' && this.#peek() !== '|' && this.#peek() !== ')') parts.push(this.#piece(depth))
    return { k: 'sequence', parts }
  }

  #piece(depth: number): Pattern {
    const atom = this.#atom(depth)
    const counts = this.#quantifier()
    if (counts === undefined) return atom
    const greedy = this.#peek() !== '?'
    if (!greedy) this.#at++
    return { k: 'repeat', of: atom, ...counts, greedy }
  }

  #quantifier(): { min: number; max: number } | undefined {
    const char = this.#peek()
    if (char === '?' || char === '*' || char === '+') {
      this.#at++
      return { min: char === '+' ? 1 : 0, max: char === '?' ? 1 : Number.POSITIVE_INFINITY }
    }
    if (char !== '{') return undefined
    const match = /^\{(\d{1,4})(,?)(\d{0,4})\}/.exec(this.chars.slice(this.#at, this.#at + 12).join(''))
    if (match === null) throw new NotRegex()
    const [all, low, comma, high] = match
    const min = Number(low)
    const max = comma === '' ? min : high === '' ? Number.POSITIVE_INFINITY : Number(high)
    if ((comma === '' && high !== '') || max < min || min > mostRepeats) throw new NotRegex()
    if (max !== Number.POSITIVE_INFINITY && max > mostRepeats) throw new NotRegex()
    this.#at += all.length
    return { min, max }
  }

  #atom(depth: number): Pattern {
    const char = this.#next()
    switch (char) {
      case '(':
        return this.#group(depth)
      case '[':
        return { k: 'char', is: this.#charClass(depth) }
      case '.':
        return { k: 'char', is: this.flags.dotAll ? () => true : (point) => point !== 0xa && point !== 0xd }
      case '^':
        return { k: 'start' }
      case '$':
        return { k: 'end' }
      case '\\':
        return this.#escapedAtom()
      case '?':
      case '*':
      case '+':
      case '{':
      case '}':
      case ']':
        throw new NotRegex()
      default:
        return { k: 'char', is: this.#one(char) }
    }
  }

  #group(depth: number): Pattern {
    const plain = this.#peek() === '?' && this.#peek(1) === ':'
    if (plain) this.#at += 2
    const number = plain ? 0 : ++this.groups
    const of = this.choice(depth + 1)
    if (this.#next() !== ')') throw new NotRegex()
    if (plain) return of
    this.#closed.add(number)
    return { k: 'group', of, number }
  }

  #escapedAtom(): Pattern {
    if (!/[1-9]/.test(this.#peek())) return { k: 'char', is: this.#escape() }
    let number = Number(this.#next())
    while (/\d/.test(this.#peek()) && number * 10 + Number(this.#peek()) <= this.groups)
      number = number * 10 + Number(this.#next())
    if (!this.#closed.has(number)) throw new NotRegex()
    return { k: 'back', number }
  }

  #one(char: string): CharTest {
    const point = char.codePointAt(0) ?? 0
    if (!this.flags.ignoreCase) return (other) => other === point
    const folded = fold(point)
    return (other) => fold(other) === folded
  }

  /** What follows a backslash. */
  #escape(): CharTest {
    const char = this.#next()
    const shape = classes[char.toLowerCase()]
    if (shape !== undefined && /[sdwicSDWIC]/.test(char))
      return char === char.toLowerCase() ? shape : not(shape)
    if (char === 'p' || char === 'P') {
      const is = this.#property()
      return char === 'p' ? is : not(is)
    }
    return this.#one(this.#plainEscape(char))
  }

  #plainEscape(char: string): string {
    const control = plainEscapes[char]
    if (control !== undefined && /[nrt]/.test(char)) return control
    if (/[\\|.\-^?*+{}()[\]$]/.test(char)) return char
    throw new NotRegex()
  }

  #property(): CharTest {
    const match = /^\{([A-Za-z0-9-]{1,40})\}/.exec(this.chars.slice(this.#at, this.#at + 44).join(''))
    const name = match?.[1]
    if (match === null || name === undefined) throw new NotRegex()
    this.#at += match[0].length
    if (categories.test(name)) return unicode(`\\p{${name}}`)
    const block =
      name.startsWith('Is') && Object.hasOwn(blocks, name.slice(2)) ? blocks[name.slice(2)] : undefined
    if (block === undefined) throw new NotRegex()
    const [from, until] = block
    return (point) => point >= from && point <= until
  }

  /** `[a-z-[aeiou]]`: members, ranges, and a class taken away at the end. */
  #charClass(depth: number): CharTest {
    if (depth > mostDepth) throw new NotRegex()
    const negated = this.#peek() === '^'
    if (negated) this.#at++
    const tests: CharTest[] = []
    let less: CharTest | undefined
    let first = true
    for (;;) {
      const char = this.#next()
      if (char === ']') {
        if (first) throw new NotRegex()
        break
      }
      if (char === '-' && this.#peek() === '[' && !first) {
        this.#at++
        less = this.#charClass(depth + 1)
        if (this.#next() !== ']') throw new NotRegex()
        break
      }
      tests.push(this.#member(char))
      first = false
    }
    const is: CharTest = (point) => tests.some((test) => test(point)) !== negated
    return less === undefined ? is : (point) => is(point) && !(less?.(point) ?? false)
  }

  #member(char: string): CharTest {
    if (char === '[') throw new NotRegex()
    if (char === '\\' && /[sdwicSDWICpP]/.test(this.#peek())) return this.#escape()
    const low = char === '\\' ? this.#plainEscape(this.#next()) : char
    if (this.#peek() !== '-' || this.#peek(1) === ']' || this.#peek(1) === '[' || this.#peek(1) === '')
      return this.#one(low)
    this.#at++
    const raw = this.#next()
    const high = raw === '\\' ? this.#plainEscape(this.#next()) : raw
    const [from, until] = [low.codePointAt(0) ?? 0, high.codePointAt(0) ?? 0]
    if (from > until) throw new NotRegex()
    const inside: CharTest = (point) => point >= from && point <= until
    if (!this.flags.ignoreCase) return inside
    return (point) => {
      const char = String.fromCodePoint(point)
      return (
        inside(point) ||
        inside(char.toLowerCase().codePointAt(0) ?? 0) ||
        inside(char.toUpperCase().codePointAt(0) ?? 0)
      )
    }
  }
}
