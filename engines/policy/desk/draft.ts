import type { Definitions } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import { dictionaryIn } from '../assess.ts'
import { type CompiledPolicy, compilePolicy } from '../compile.ts'
import { analysePolicy } from '../findings.ts'
import { modeFaults } from '../mode-checks.ts'
import { Policy } from '../policy.ts'

export interface DraftFault {
  readonly path: string
  readonly code: string
  readonly weight: 'error' | 'warning' | 'note'
  readonly message: Bilingual
  readonly remedy: Bilingual
}

export interface ReadDraft {
  readonly dictionary: Dictionary
  readonly compiled?: CompiledPolicy | undefined
  readonly faults: readonly DraftFault[]
}

const unnamed = { zh: '（还没有写）', en: 'Not written yet' }
const pointer = (path: readonly PropertyKey[]) => path.map((step) => `/${String(step)}`).join('')

/**
 * A policy as far as it is written, ready to be asked. What only readers need — English words, titles, documents — is filled in where it is
 * missing; what the rule needs is not.
 */
export function readDraft(written: Readonly<Record<string, unknown>>, definitions: Definitions): ReadDraft {
  const dictionary = dictionaryIn(definitions)
  const parsed = Policy.safeParse(filled(written))
  if (!parsed.success)
    return {
      dictionary,
      faults: parsed.error.issues.slice(0, 40).map(({ path, message }) => ({
        path: pointer(path),
        code: 'not-written-right',
        weight: 'error',
        message: { zh: '这里还没有写对', en: message },
        remedy: { zh: '请按要求填写。', en: 'Write it as asked.' },
      })),
    }
  const compiled = compilePolicy(parsed.data, dictionary)
  if ('faults' in compiled)
    return {
      dictionary,
      faults: compiled.faults.map(({ path, code, message, remedy }) => ({
        path: pointer(path),
        code,
        weight: 'error',
        message,
        remedy,
      })),
    }
  const faults = [
    ...analysePolicy(compiled, dictionary),
    ...waysOf(parsed.data, written, definitions, dictionary, compiled.facts),
  ].map(({ path, code, weight = 'error', message, remedy }) => ({
    path: pointer(path),
    code,
    weight,
    message,
    remedy,
  }))
  return { dictionary, compiled, faults }
}

/** What is missing for the way in which it is given; not asked before the sum is written, on which it depends. */
function waysOf(
  policy: Policy,
  written: Body,
  definitions: Definitions,
  dictionary: Dictionary,
  facts: ReadonlySet<string>,
) {
  const gives = written['gives']
  return isBody(gives) && gives['kind'] === policy.gives.kind
    ? modeFaults(policy, definitions, dictionary, facts)
    : []
}

type Body = Readonly<Record<string, unknown>>
const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function filled(written: Body): Body {
  const body = translated(written) as Body
  const gives = isBody(body['gives']) ? body['gives'] : {}
  const paid = typeof gives['amount'] === 'string' && gives['amount'].trim() !== ''
  const { amount: _, ...without } = gives
  const names = isBody(body['parameterNames']) ? body['parameterNames'] : {}
  const parameters = isBody(body['parameters']) ? Object.keys(body['parameters']) : []
  const conditions = body['conditions']
  const isEmpty = isBody(conditions) && Array.isArray(conditions['all']) && conditions['all'].length === 0
  return {
    ...body,
    title: named(body['title']),
    summary: named(body['summary']),
    documents:
      Array.isArray(body['documents']) && body['documents'].length > 0
        ? body['documents']
        : [{ number: unnamed.zh, confidence: 'sample' }],
    parameterNames: {
      ...Object.fromEntries(parameters.map((name, i) => [name, `Value ${i + 1}`])),
      ...names,
    },
    conditions: isEmpty ? true : conditions,
    gives: {
      ...without,
      text: named(gives['text']),
      // Until a sum is written the draft is judged by whom it reaches.
      ...(paid || gives['components'] ? (paid ? { amount: gives['amount'] } : {}) : { kind: 'title' }),
    },
  }
}

const named = (text: unknown) => {
  const { zh, en } = isBody(text) ? text : {}
  const said = (value: unknown, otherwise: string) =>
    typeof value === 'string' && value.trim() ? value : otherwise
  return { zh: said(zh, unnamed.zh), en: said(en, unnamed.en) }
}

/** Gives every Chinese text that has no English yet a stand-in, so that the rule can be asked before anybody translates it. */
function translated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(translated)
  if (!isBody(value)) return value
  const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, translated(one)]))
  const { zh, en } = inner
  const lacks = typeof zh === 'string' && zh.trim() !== '' && !(typeof en === 'string' && en.trim())
  return lacks ? { ...inner, en: unnamed.en } : inner
}
