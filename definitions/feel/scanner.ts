import { FeelStop } from './fault.ts'
import { wordAt } from './names.ts'

export const keywords: ReadonlySet<string> = new Set([
  'and',
  'between',
  'else',
  'every',
  'external',
  'false',
  'for',
  'function',
  'if',
  'in',
  'instance',
  'null',
  'of',
  'or',
  'return',
  'satisfies',
  'some',
  'then',
  'true',
])

const blank = /(?:[\s\u200B\uFEFF\u0085\u180E]|\/\/[^\n\r]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*/uy
const numberForm = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y
const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  "'": "'",
  '\\': '\\',
}

/** Reads tokens one by one at a moving place; the parser says what it expects there. */
export class Scanner {
  at = 0
  constructor(readonly text: string) {
    this.skip()
  }

  /** Past white space and comments. */
  skip(): void {
    blank.lastIndex = this.at
    this.at += blank.exec(this.text)?.[0].length ?? 0
  }

  get ended(): boolean {
    return this.at >= this.text.length
  }

  peek(sign: string): boolean {
    return this.text.startsWith(sign, this.at)
  }

  /** Takes the sign when it is next. */
  take(sign: string): boolean {
    if (!this.peek(sign)) return false
    this.at += sign.length
    this.skip()
    return true
  }

  expect(sign: string): void {
    if (!this.take(sign)) throw this.stop(sign)
  }

  word(): string | undefined {
    return wordAt(this.text, this.at)
  }

  peekWord(word: string): boolean {
    return this.peek(word) && this.word() === word
  }

  takeWord(word: string): boolean {
    return this.peekWord(word) && this.take(word)
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) throw this.stop(word)
  }

  /** The digits of a number; `1..` is the number 1 before a range. */
  number(): string | undefined {
    numberForm.lastIndex = this.at
    const digits = numberForm.exec(this.text)?.[0]
    if (digits === undefined) return undefined
    this.at += digits.length
    this.skip()
    return digits
  }

  /** The content of a quoted string, escapes resolved. */
  string(): string {
    const from = this.at
    let value = ''
    this.at++
    for (;;) {
      const char = this.text[this.at]
      if (char === undefined || char === '\n' || char === '\r') {
        this.at = from
        throw this.stop('"')
      }
      this.at++
      if (char === '"') break
      value += char === '\\' ? this.escape() : char
    }
    this.skip()
    return value
  }

  private escape(): string {
    const unicode = /(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6}))/y
    unicode.lastIndex = this.at
    const match = unicode.exec(this.text)
    if (match !== null) {
      const code = Number.parseInt(match[1] ?? match[2] ?? '', 16)
      if (code > 0x10ffff) throw this.stop('U+10FFFF')
      this.at += match[0].length
      return code > 0xffff ? String.fromCodePoint(code) : String.fromCharCode(code)
    }
    const letter = this.text[this.at] ?? ''
    const plain = escapes[letter]
    if (plain === undefined) return '\\'
    this.at += 1
    return plain
  }

  stop(expected: string): FeelStop {
    return new FeelStop(
      'feel-syntax',
      { from: this.at, until: Math.min(this.at + 1, this.text.length) },
      expected,
    )
  }
}
