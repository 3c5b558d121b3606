import { Progress } from 'antd'
import { useEffect, useState } from 'react'
import { api } from '#apps/web/client/api.ts'
import type { Input, Output } from '#apps/web/client/contracts.ts'
import { Count, Money } from '#apps/web/kits/light/Figure.tsx'
import { countText } from '#apps/web/kits/light/figures.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import css from './write.module.css'

type Policy = Input<'policy.countPersons'>['policy']
type Batch = Omit<Output<'policy.countPersons'>, 'next'>

const added = (so: Batch, one: Batch): Batch => ({
  counted: so.counted + one.counted,
  eligible: so.eligible + one.eligible,
  near: so.near + one.near,
  unknown: so.unknown + one.unknown,
  ineligible: so.ineligible + one.ineligible,
  notApplicable: so.notApplicable + one.notApplicable,
  sumFen: so.sumFen === null && one.sumFen === null ? null : (so.sumFen ?? 0) + (one.sumFen ?? 0),
  withoutSum: so.withoutSum + one.withoutSum,
  instead: so.instead + one.instead,
  insteadFen: so.insteadFen + one.insteadFen,
})

type State = 'counting' | 'done' | 'failed'

/** Where one answer does not reach everybody, the rest are counted batch by batch while the page stays open. */
export function EverybodyCounted({ policy, nearPercent }: { policy: Policy; nearPercent: number }) {
  const t = useWords()
  const [sum, setSum] = useState<Batch>()
  const [state, setState] = useState<State>('counting')
  useEffect(() => {
    let left = false
    setSum(undefined)
    setState('counting')
    const count = async () => {
      let after: Output<'policy.countPersons'>['next']
      let so: Batch | undefined
      do {
        const { next, ...batch } = await api.query('policy.countPersons', {
          policy,
          nearPercent,
          ...(after ? { after } : {}),
        })
        if (left) return
        so = so ? added(so, batch) : batch
        after = next
        setSum(so)
      } while (after)
      setState('done')
    }
    void count().catch(() => {
      if (!left) setState('failed')
    })
    return () => {
      left = true
    }
  }, [policy, nearPercent])
  const said = { count: countText(sum?.counted ?? 0) }
  return (
    <section data-everybody={state}>
      <h3 className={css.small}>{t('policy:screens.write.everybodyTitle')}</h3>
      {state === 'counting' && (
        <Progress
          percent={100}
          status="active"
          showInfo={false}
          aria-label={t('policy:screens.write.everybodyTitle')}
        />
      )}
      <p className="work-soft" aria-live="polite">
        {state === 'counting' && t('policy:screens.write.everybodyCounting', said)}
        {state === 'done' && t('policy:screens.write.everybodyDone', said)}
        {state === 'failed' && t('policy:screens.write.everybodyFailed')}
      </p>
      {sum && <Totals sum={sum} />}
    </section>
  )
}

function Totals({ sum }: { sum: Batch }) {
  const t = useWords()
  const lines = [
    ['eligible', t('policy:screens.write.persons'), sum.eligible],
    ['ineligible', t('policy:screens.write.not'), sum.ineligible],
    ['unknown', t('policy:screens.write.unknown'), sum.unknown],
  ] as const
  return (
    <dl className={css.facts}>
      {lines.map(([id, word, count]) => (
        <div key={id} data-everybody-of={id}>
          <dt>{word}</dt>
          <dd className="figure">
            <Count of={count} />
          </dd>
        </div>
      ))}
      {sum.sumFen !== null && (
        <div>
          <dt>{t('policy:screens.write.cost')}</dt>
          <dd className="figure">
            <Money fen={sum.sumFen - sum.insteadFen} big />
          </dd>
        </div>
      )}
    </dl>
  )
}
