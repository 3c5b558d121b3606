import { defaultBudget } from './budget.ts'
import { FeelStop } from './fault.ts'
import { NameBook } from './names.ts'
import { readNumber } from './number.ts'
import { nameBeforeColon, parseType } from './parse-type.ts'
import { type NamesInScope, ParseState } from './parse-state.ts'
import { keywords } from './scanner.ts'
import type { ArithmeticSign, Iterator, Node, ParameterSyntax, Relation, UnaryTests } from './tree.ts'

/** Reads one expression. Throws `FeelStop` (`feel-syntax`, `feel-too-long`, `feel-too-deep`). */
export function parseExpression(text: string, names: NamesInScope = {}, budget = defaultBudget): Node {
  const parser = new Parser(text, names, budget)
  const node = parser.expression()
  parser.end()
  return node
}

/** Reads the tests of a cell: `-`, `not(…)`, or tests with commas between them. */
export function parseUnaryTests(text: string, names: NamesInScope = {}, budget = defaultBudget): UnaryTests {
  return new Parser(text, names, budget).unaryTests()
}

const relations: readonly Relation[] = ['<=', '>=', '!=', '<', '>', '=']
class Parser extends ParseState {
  end(): void {
    if (!this.scanner.ended) throw this.scanner.stop('end')
  }

  unaryTests(): UnaryTests {
    const scanner = this.scanner
    if (scanner.take('-') && scanner.ended) return { k: 'any' }
    scanner.at = 0
    scanner.skip()
    const from = scanner.at
    if (scanner.takeWord('not') && scanner.take('(')) {
      const tests = this.commaSeparated(')', () => this.#test())
      if (scanner.take(')') && scanner.ended) return { k: 'tests', negated: true, tests }
      scanner.at = from
    }
    const tests = [this.#test()]
    while (scanner.take(',')) tests.push(this.#test())
    this.end()
    return { k: 'tests', negated: false, tests }
  }

  expression(): Node {
    return this.nested(() => this.#disjunction())
  }

  /** A relation without a left side, or an expression. */
  #test(): Node {
    const from = this.scanner.at
    const relation = this.#relation()
    if (relation === undefined) return this.expression()
    const operand = this.nested(() => this.#sum())
    return this.node(from, { k: 'relation', relation, operand })
  }

  #relation(): Relation | undefined {
    return relations.find((sign) => this.scanner.take(sign))
  }

  #disjunction(): Node {
    return this.#chain('or', () => this.#chain('and', () => this.#comparison()))
  }

  #chain(k: 'and' | 'or', read: () => Node): Node {
    const from = this.scanner.at
    const first = read()
    if (!this.scanner.peekWord(k)) return first
    const operands = [first]
    while (this.scanner.takeWord(k)) operands.push(read())
    return this.node(from, { k, operands })
  }

  #comparison(): Node {
    const from = this.scanner.at
    let left = this.#sum()
    for (;;) {
      const relation = this.#relation()
      if (relation !== undefined) {
        left = this.node(from, { k: 'compare', relation, left, right: this.#sum() })
      } else if (this.scanner.takeWord('between')) {
        const low = this.#sum()
        this.scanner.expectWord('and')
        left = this.node(from, { k: 'between', value: left, low, high: this.#sum() })
      } else if (this.scanner.takeWord('in')) {
        left = this.node(from, { k: 'in', value: left, tests: this.#tests() })
      } else return left
    }
  }

  /** What follows `in`: one test, or several in brackets. It binds tighter than `and` and `or`. */
  #tests(): Node[] {
    const scanner = this.scanner
    const from = scanner.at
    if (scanner.take('(')) {
      const tests = this.nested(() => this.commaSeparated(')', () => this.#test()))
      if (scanner.take(')') && !this.#goesOn()) return tests
      scanner.at = from
    }
    const relation = this.#relation()
    if (relation === undefined) return [this.#sum()]
    return [this.node(from, { k: 'relation', relation, operand: this.#sum() })]
  }

  /** Whether a bracket just closed is only the first part of a sum, path or filter. */
  #goesOn(): boolean {
    return ['+', '-', '*', '/', '.', '['].some((sign) => this.scanner.peek(sign))
  }

  #sum(): Node {
    return this.#leftToRight(['+', '-'], () =>
      this.#leftToRight(['*', '/'], () => this.#leftToRight(['**'], () => this.#signed())),
    )
  }

  #leftToRight(signs: readonly ArithmeticSign[], read: () => Node): Node {
    const from = this.scanner.at
    let left = read()
    for (;;) {
      const sign = signs.find((one) => this.#takesSign(one))
      if (sign === undefined) return left
      left = this.node(from, { k: 'arithmetic', sign, left, right: read() })
    }
  }

  #takesSign(sign: ArithmeticSign): boolean {
    if (sign === '*' && this.scanner.peek('**')) return false
    if (sign === '-' && this.scanner.peek('->')) return false
    return this.scanner.take(sign)
  }

  /** `instance of` binds tighter than a sign, except that of a number written out. */
  #signed(): Node {
    const from = this.scanner.at
    if (this.scanner.take('-')) {
      const operand = this.nested(() => this.#signed())
      if (operand.k === 'instance' && operand.value.k === 'number')
        return this.node(from, {
          ...operand,
          value: this.node(from, { k: 'negate', operand: operand.value }),
        })
      return this.node(from, { k: 'negate', operand })
    }
    let value = this.#postfix(false)
    while (this.scanner.peekWord('instance')) {
      this.scanner.expectWord('instance')
      this.scanner.expectWord('of')
      value = this.node(from, {
        k: 'instance',
        value,
        type: parseType(this.scanner, this.types, this.depth),
      })
    }
    return value
  }

  #postfix(endpoint: boolean): Node {
    const scanner = this.scanner
    const from = scanner.at
    let value = this.#primary()
    for (;;) {
      if (scanner.peek('.') && !scanner.peek('..')) {
        scanner.take('.')
        value = this.node(from, { k: 'path', of: value, name: this.entryName() })
      } else if (scanner.peek('[') && !(endpoint && this.#closesRange())) {
        scanner.take('[')
        this.filters++
        const where = this.#testOrExpression()
        this.filters--
        scanner.expect(']')
        value = this.node(from, { k: 'filter', list: value, where })
      } else if (scanner.peek('(')) {
        value = this.#call(from, value)
      } else return value
    }
  }

  #testOrExpression(): Node {
    return this.#test()
  }

  /** `[` after an endpoint ends an open range when nothing that could be a filter follows. */
  #closesRange(): boolean {
    const scanner = this.scanner
    const from = scanner.at
    scanner.take('[')
    const word = scanner.word()
    const operand =
      (word !== undefined &&
        !['and', 'or', 'then', 'else', 'return', 'satisfies', 'in', 'instance'].includes(word)) ||
      /[\d"@([{.-]/.test(scanner.text[scanner.at] ?? '')
    scanner.at = from
    return !operand
  }

  #call(from: number, of: Node): Node {
    const scanner = this.scanner
    scanner.expect('(')
    const start = scanner.at
    if (nameBeforeColon(scanner) === undefined) {
      const positional = this.nested(() => this.commaSeparated(')', () => this.#test()))
      scanner.expect(')')
      return this.node(from, { k: 'call', of, positional, named: undefined })
    }
    scanner.at = start
    const named = this.commaSeparated(')', () => {
      const name = nameBeforeColon(scanner)
      if (name === undefined) throw scanner.stop('name:')
      return { name, value: this.nested(() => this.#test()) }
    })
    scanner.expect(')')
    return this.node(from, { k: 'call', of, positional: [], named })
  }

  #primary(): Node {
    const scanner = this.scanner
    const from = scanner.at
    const char = scanner.text[from] ?? ''
    if (char === '"') return this.node(from, { k: 'string', value: scanner.string() })
    if (char === '@') {
      scanner.take('@')
      if (!scanner.peek('"')) throw scanner.stop('"')
      return this.node(from, { k: 'temporal', value: scanner.string() })
    }
    if (char === '(' || char === '[' || char === ']') return this.nested(() => this.#bracket())
    if (char === '{') return this.nested(() => this.#context())
    const digits = scanner.number()
    if (digits !== undefined) return this.#numberNode(from, digits)
    const word = scanner.word()
    if (word === undefined) throw scanner.stop('expression')
    return this.known(from) ?? this.nested(() => this.#keyword(from, word)) ?? this.unknown(from)
  }

  #numberNode(from: number, digits: string): Node {
    const value = readNumber(digits)
    if (value === undefined) return this.node(from, { k: 'null' })
    return this.node(from, { k: 'number', value })
  }

  #bracket(): Node {
    const scanner = this.scanner
    const from = scanner.at
    const open = scanner.text[from] ?? ''
    scanner.take(open)
    if (open === '[' && scanner.take(']')) return this.node(from, { k: 'list', items: [] })
    const first = this.#endpointOr(open === ']' ? 'endpoint' : 'any')
    if (scanner.take('..')) {
      const high = this.#endpointOr('endpoint')
      const close = [']', ')', '['].find((sign) => scanner.take(sign))
      if (close === undefined) throw scanner.stop(']')
      const range = { low: first, lowIncluded: open === '[', high, highIncluded: close === ']' }
      return this.node(from, { k: 'range', ...range })
    }
    if (open === '(') {
      scanner.expect(')')
      return first
    }
    if (open === ']') throw scanner.stop('..')
    const items = [first]
    while (scanner.take(',')) items.push(this.#test())
    scanner.expect(']')
    return this.node(from, { k: 'list', items })
  }

  #endpointOr(kind: 'endpoint' | 'any'): Node {
    if (kind === 'any') return this.#test()
    const from = this.scanner.at
    const before = this.depth
    try {
      const value = this.#postfix(true)
      if (this.#closes()) return value
    } catch (error) {
      if (!(error instanceof FeelStop) || error.code !== 'feel-syntax') throw error
    }
    this.depth = before
    this.scanner.at = from
    return this.expression()
  }

  #closes(): boolean {
    return ['..', ']', ')', '['].some((sign) => this.scanner.peek(sign))
  }

  #context(): Node {
    const scanner = this.scanner
    const from = scanner.at
    scanner.expect('{')
    const book = new NameBook()
    this.scopes.push(book)
    const entries = this.commaSeparated('}', () => {
      const name = scanner.peek('"') ? this.#quotedKey() : nameBeforeColon(scanner)
      if (name === undefined) throw scanner.stop('name:')
      const value = this.#test()
      book.add(name)
      this.entries.add(name)
      return { name, value }
    })
    this.scopes.pop()
    scanner.expect('}')
    return this.node(from, { k: 'context', entries })
  }

  #quotedKey(): string {
    const name = this.scanner.string()
    this.scanner.expect(':')
    return name
  }

  /** A construct that begins with a keyword; undefined when the word is none of them. */
  #keyword(from: number, word: string): Node | undefined {
    const scanner = this.scanner
    switch (word) {
      case 'true':
      case 'false':
        scanner.take(word)
        return this.node(from, { k: 'boolean', value: word === 'true' })
      case 'null':
        scanner.take(word)
        return this.node(from, { k: 'null' })
      case 'if':
        return this.#if(from)
      case 'for':
        return this.#loop(from, 'for', 'return')
      case 'some':
      case 'every':
        return this.#loop(from, word, 'satisfies')
      case 'function':
        return this.#function(from)
      default:
        if (keywords.has(word)) throw scanner.stop('expression')
        return undefined
    }
  }

  #if(from: number): Node {
    this.scanner.expectWord('if')
    const condition = this.expression()
    this.scanner.expectWord('then')
    const yes = this.expression()
    this.scanner.expectWord('else')
    return this.node(from, { k: 'if', condition, yes, no: this.expression() })
  }

  #loop(from: number, k: 'for' | 'some' | 'every', before: 'return' | 'satisfies'): Node {
    const scanner = this.scanner
    scanner.expectWord(k)
    const book = new NameBook(k === 'for' ? ['partial'] : [])
    const iterators: Iterator[] = []
    do {
      const name = this.newName()
      scanner.expectWord('in')
      const list = this.expression()
      const until = scanner.take('..') ? this.expression() : undefined
      iterators.push({ name, list, until })
      if (iterators.length === 1) this.scopes.push(book)
      book.add(name)
    } while (scanner.take(','))
    scanner.expectWord(before)
    const body = this.expression()
    this.scopes.pop()
    return this.node(from, { k, iterators, body })
  }

  #function(from: number): Node {
    const scanner = this.scanner
    scanner.expectWord('function')
    scanner.expect('(')
    const parameters: ParameterSyntax[] = this.commaSeparated(')', () => {
      const name = nameBeforeColon(scanner)
      if (name === undefined) return { name: this.newName(), type: undefined }
      return { name, type: parseType(scanner, this.types, this.depth) }
    })
    scanner.expect(')')
    const external = scanner.takeWord('external')
    this.scopes.push(new NameBook(parameters.map(({ name }) => name)))
    const body = this.expression()
    this.scopes.pop()
    return this.node(from, { k: 'function', parameters, external, body })
  }
}
