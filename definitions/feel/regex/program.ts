import { type CharTest, NotRegex, type Pattern } from './syntax.ts'

/** One step of a matcher: consume a character, try one way before another, remember a place, demand a place. */
export type Instruction =
  | { readonly k: 'char'; readonly is: CharTest }
  | { readonly k: 'split'; readonly first: number; readonly second: number }
  | { readonly k: 'jump'; readonly to: number }
  | { readonly k: 'save'; readonly slot: number }
  | { readonly k: 'start' | 'end' | 'match' }
  | { readonly k: 'back'; readonly number: number }

export interface Program {
  readonly code: readonly Instruction[]
  readonly slots: number
  /** a back-reference makes what was captured part of the state */
  readonly remembers: boolean
  readonly ignoreCase: boolean
}

/** Repetitions are written out, so this also bounds `(a{1000}){1000}`. */
export const mostInstructions = 5000

/** Flattens a pattern. Throws `NotRegex` when the program would be too long. */
export function assemble(pattern: Pattern, groups: number, ignoreCase: boolean): Program {
  const code: Instruction[] = []
  let remembers = false
  const emit = (instruction: Instruction): number => {
    if (code.length >= mostInstructions) throw new NotRegex('long')
    return code.push(instruction) - 1
  }
  const put = (at: number, instruction: Instruction) => {
    code[at] = instruction
  }
  const split = (greedy: boolean, into: number, past: number): Instruction =>
    greedy ? { k: 'split', first: into, second: past } : { k: 'split', first: past, second: into }

  const write = (node: Pattern): void => {
    switch (node.k) {
      case 'char':
      case 'start':
      case 'end':
        emit(node)
        break
      case 'back':
        remembers = true
        emit(node)
        break
      case 'sequence':
        for (const part of node.parts) write(part)
        break
      case 'choice':
        choice(node.parts)
        break
      case 'group':
        emit({ k: 'save', slot: node.number * 2 })
        write(node.of)
        emit({ k: 'save', slot: node.number * 2 + 1 })
        break
      case 'repeat':
        repeat(node)
    }
  }
  const choice = (parts: readonly Pattern[]) => {
    const exits: number[] = []
    for (const [i, part] of parts.entries()) {
      const last = i === parts.length - 1
      const fork = last ? -1 : emit({ k: 'match' })
      write(part)
      if (last) continue
      exits.push(emit({ k: 'match' }))
      put(fork, { k: 'split', first: fork + 1, second: code.length })
    }
    for (const exit of exits) put(exit, { k: 'jump', to: code.length })
  }
  const repeat = (node: Extract<Pattern, { k: 'repeat' }>) => {
    for (let i = 0; i < node.min; i++) write(node.of)
    if (node.max === Number.POSITIVE_INFINITY) {
      const fork = emit({ k: 'match' })
      write(node.of)
      emit({ k: 'jump', to: fork })
      put(fork, split(node.greedy, fork + 1, code.length))
      return
    }
    const forks: number[] = []
    for (let i = node.min; i < node.max; i++) {
      forks.push(emit({ k: 'match' }))
      write(node.of)
    }
    for (const fork of forks) put(fork, split(node.greedy, fork + 1, code.length))
  }
  emit({ k: 'save', slot: 0 })
  write(pattern)
  emit({ k: 'save', slot: 1 })
  emit({ k: 'match' })
  return { code, slots: (groups + 1) * 2, remembers, ignoreCase }
}
