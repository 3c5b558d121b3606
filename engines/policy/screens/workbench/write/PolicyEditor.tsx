import { memo, type ReactNode, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { asAsked } from './asked.ts'
import { type Body, listIn, type Sentence } from './body.ts'
import { CheckPicker } from './CheckPicker.tsx'
import { ConditionRows, type RowsProps } from './ConditionRows.tsx'
import { concernsOf, conditionsOf, type Row, rowsIn, tiedTo } from './conditions.ts'
import { DocumentPart as DocumentWhole } from './DocumentPart.tsx'
import { Effect } from './Effect.tsx'
import { ExamplesPart } from './ExamplesPart.tsx'
import { GivingPart as GivingWhole } from './GivingPart.tsx'
import { MoneyPart as MoneyWhole } from './MoneyPart.tsx'
import { PasteRows } from './PasteRows.tsx'
import { sliced } from './sliced.ts'
import { TranslationPart } from './TranslationPart.tsx'
import css from './write.module.css'

const DocumentPart = sliced(['title', 'summary', 'gives', 'text', 'documents'], DocumentWhole)
const MoneyPart = sliced(['gives', 'parameters', 'parameterNames', 'parameterConfidence'], MoneyWhole)
const GivingPart = sliced(
  [
    'id',
    'inForce',
    'publicity',
    'mode',
    'claim',
    'gives',
    'budget',
    'exclusive',
    'highest',
    'appliesTo',
    'conditions',
    'parameters',
  ],
  GivingWhole,
)

interface Written {
  readonly policy: Body
  readonly examples: Body | undefined
}

/** The policy desk: the document, the conditions that come from it, and what they do to the city. */
export function PolicyEditor({
  policy,
  examples,
  locked,
  onChange,
}: Written & {
  locked: boolean
  onChange: (next: Written) => void
}) {
  const t = useWords()
  const [marked, setMarked] = useState<string>()
  const put = useLatest({ policy, examples }, onChange)
  const putPolicy = useCallback(
    (patch: Body) => put(({ policy: body }) => ({ policy: { ...body, ...patch } })),
    [put],
  )
  const addConditions = useCallback(
    (some: readonly Row[]) =>
      put(({ policy: body }) => ({
        policy: { ...body, conditions: { all: [...rowsIn(body['conditions']), ...some] } },
      })),
    [put],
  )
  const fromSentence = useCallback((clause: string) => addConditions([{ when: '', clause }]), [addConditions])
  const written = policy['conditions']
  const scope = policy['appliesTo']
  const conditions = useMemo(() => rowsIn(written), [written])
  const concerns = useMemo(() => rowsIn(scope), [scope])
  const tied = useMemo(() => tiedTo([...concerns, ...conditions]), [concerns, conditions])
  const clauses = useSame(listIn<Sentence>(policy['text']).map(({ clause }) => clause))
  const asked = useMemo(() => asAsked(policy), [policy])
  const isEverybody = asked['appliesTo'] === true && conditionsOf(conditions).all.length === 0
  const part = { policy, locked, put: putPolicy }
  const rows = { clauses, locked, marked, onLook: setMarked }
  return (
    <div className={css.columns}>
      <div className={css.column}>
        <DocumentPart {...part} tied={tied} marked={marked} onLook={setMarked} onCondition={fromSentence} />
        <TranslationPart {...part} />
      </div>
      <div className={css.column}>
        <Sheet
          title={t('policy:screens.write.conditions')}
          aside={
            !locked && (
              <div className={css.acts}>
                <CheckPicker onPick={(row) => addConditions([row])} />
                <PasteRows onTake={addConditions} />
              </div>
            )
          }
        >
          <Conditions {...rows} rows={conditions} put={putPolicy} />
        </Sheet>
        <Sheet title={t('policy:screens.write.concerns')}>
          <p className="work-soft">{t('policy:screens.write.hint.concerns')}</p>
          <Concerns {...rows} rows={concerns} put={putPolicy} />
        </Sheet>
        <MoneyPart {...part} />
        <GivingPart {...part} />
        <ExamplesPart
          policy={asked}
          examples={examples}
          locked={locked}
          onChange={(next) => put(() => ({ examples: next }))}
        />
      </div>
      <div className={css.effect} tabIndex={0} role="region" aria-label={t('policy:screens.write.effect')}>
        <Effect policy={asked} isEverybody={isEverybody} />
      </div>
    </div>
  )
}

/** What somebody reads of a policy, with its effect on the city beside it. */
export function PolicyBeside({ policy, children }: { policy: Body; children: ReactNode }) {
  const t = useWords()
  const asked = useMemo(() => asAsked(policy), [policy])
  return (
    <div className={css.reading}>
      <div className={css.column}>{children}</div>
      <div className={css.effect} tabIndex={0} role="region" aria-label={t('policy:screens.write.effect')}>
        <Effect policy={asked} isEverybody={false} />
      </div>
    </div>
  )
}

type Held = Omit<RowsProps, 'onChange'> & { put: (patch: Body) => void }
const Conditions = memo(({ put, ...rows }: Held) => (
  <ConditionRows {...rows} onChange={(all) => put({ conditions: { all } })} />
))
const Concerns = memo(({ put, ...rows }: Held) => (
  <ConditionRows {...rows} onChange={(next) => put({ appliesTo: concernsOf(next) })} />
))

/** Changes what is written now, whatever a part has last seen; the function itself never changes. */
function useLatest(now: Written, onChange: (next: Written) => void) {
  const latest = useRef({ now, onChange })
  useLayoutEffect(() => {
    latest.current = { now, onChange }
  })
  return useCallback((change: (written: Written) => Partial<Written>) => {
    const { now: written, onChange: write } = latest.current
    const next = { ...written, ...change(written) }
    latest.current = { now: next, onChange: write }
    write(next)
  }, [])
}

/** The same list while it says the same. */
function useSame(list: readonly string[]): readonly string[] {
  const held = useRef(list)
  if (held.current.join('\n') !== list.join('\n')) held.current = list
  return held.current
}
