import { Select } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { Input, Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useLanguage, useText } from '#apps/web/i18n/i18n.ts'
import { Count, Money } from '#apps/web/kits/light/Figure.tsx'
import { countText } from '#apps/web/kits/light/figures.ts'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Skeleton } from '#apps/web/kits/light/Skeleton.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { EffectBars } from './EffectBars.tsx'
import { EffectSample } from './EffectSample.tsx'
import { EverybodyCounted } from './EverybodyCounted.tsx'
import css from './write.module.css'

/** A value once it has stood still for a while. */
export function useStill<T>(value: T, ms: number): T {
  const key = JSON.stringify(value)
  const [still, setStill] = useState({ key, value })
  useEffect(() => {
    if (key === still.key) return undefined
    const timer = setTimeout(() => setStill({ key, value }), ms)
    return () => clearTimeout(timer)
  }, [key, still.key, value, ms])
  return still.value
}

const blinkMs = 120
const pauseMs = 1_200
type Policy = Input<'policy.effectOfDraft'>['policy']
type Whole = Output<'policy.effectOfDraft'>
type Figures = NonNullable<Whole['effect']>

/** What the policy as written does to the whole city. The last answer stays, marked as being counted, until the next is there. */
export function Effect({ policy, isEverybody }: { policy: Policy; isEverybody: boolean }) {
  const t = useWords()
  const asked = useStill(policy, blinkMs)
  const paused = useStill(policy, pauseMs)
  const [nearPercent, setNearPercent] = useState(10)
  const result = useRead('policy.effectOfDraft', { policy: asked, nearPercent })
  const sample = useRead('policy.sampleDraft', { policy: paused, nearPercent })
  const [last, setLast] = useState<Whole>()
  const [counted, setCounted] = useState<Figures>()
  useEffect(() => {
    if (!result.data) return
    setLast(result.data)
    if (result.data.effect) setCounted(result.data.effect)
  }, [result.data])
  const now = result.data ?? last
  const isOld = result.data?.effect === undefined
  const figures = result.data?.effect ?? counted
  const isTyping = JSON.stringify(paused) !== JSON.stringify(policy)
  return (
    <Sheet title={t('policy:screens.write.effect')}>
      {result.isError && <Notice tone="soon" title={t('policy:screens.write.noCity')} />}
      {!now && !result.isError && <Skeleton lines={6} />}
      {isEverybody && <p className="work-soft">{t('policy:screens.write.everybody')}</p>}
      {figures && (
        <div data-effect-state={isOld ? 'counting' : 'counted'} className={isOld ? css.old : undefined}>
          <FiguresOf effect={figures} />
          {figures.partial && <EverybodyCounted policy={paused} nearPercent={nearPercent} />}
          {figures.whom === 'enterprises' && <NearDistance percent={nearPercent} onChange={setNearPercent} />}
        </div>
      )}
      {now && <Faults faults={now.faults} />}
      {figures && <Groups effect={figures} />}
      <div className={isTyping ? css.old : undefined}>
        <EffectSample sample={sample.data} />
      </div>
    </Sheet>
  )
}

function FiguresOf({ effect }: { effect: Figures }) {
  const t = useWords()
  const { netFen, whom } = effect
  const over = effect.budgetFen !== null && netFen !== null && netFen > effect.budgetFen
  return (
    <div aria-live="polite">
      <p className={css.big} data-effect="eligible">
        <Count of={effect.eligible} />{' '}
        <small>{t(`policy:screens.write.${whom === 'persons' ? 'persons' : 'companies'}`)}</small>
      </p>
      <p data-effect="cost">
        {effect.sumFen === null ? (
          t('policy:screens.write.noSum')
        ) : (
          <>
            {t('policy:screens.write.cost')}{' '}
            <strong>
              <Money fen={effect.sumFen} big />
            </strong>
          </>
        )}
      </p>
      {effect.instead > 0 && <Instead effect={effect} />}
      {effect.budgetFen !== null && netFen !== null && (
        <Notice
          tone={over ? 'late' : 'done'}
          title={
            <>
              {t(over ? 'policy:screens.write.overBudget' : 'policy:screens.write.withinBudget')}{' '}
              <Money fen={Math.abs(effect.budgetFen - netFen)} big />
            </>
          }
        />
      )}
      {effect.withoutSum > 0 && effect.sumFen !== null && (
        <p className="work-soft">{t('policy:screens.write.withoutSum', { count: effect.withoutSum })}</p>
      )}
      <dl className={css.facts}>
        <Fact word={t('policy:screens.write.not')}>
          <Count of={effect.ineligible} />
        </Fact>
        <Fact word={t('policy:screens.write.nearWithin', { percent: effect.nearPercent })}>
          <Count of={effect.near} />
        </Fact>
        <Fact word={t('policy:screens.write.unknown')}>
          <Count of={effect.unknown} />
        </Fact>
        {effect.notApplicable > 0 && (
          <Fact word={t('policy:screens.write.notConcerned')}>
            <Count of={effect.notApplicable} />
          </Fact>
        )}
        {effect.against && (
          <>
            <Fact word={t('policy:screens.write.gained', effect.against)}>
              <Count of={effect.against.gained} />
            </Fact>
            <Fact word={t('policy:screens.write.lost', effect.against)}>
              <Count of={effect.against.lost} />
            </Fact>
          </>
        )}
      </dl>
      <p className="work-soft">
        {t(`policy:screens.write.${whom === 'persons' ? 'ofAllPersons' : 'ofAll'}`, {
          all: countText(effect.counted),
          ms: effect.ms,
        })}
        {effect.partial && ` ${t('policy:screens.write.partial')}`}
      </p>
    </div>
  )
}

/** Who is paid another of a group instead, by which; and what is left to pay for the others. */
function Instead({ effect }: { effect: Figures }) {
  const t = useWords()
  const text = useText()
  return (
    <div data-effect="instead">
      <p>
        {t('policy:screens.write.instead', { count: effect.instead })}
        {effect.insteadOf.length > 0 && (
          <span className="work-soft">
            {' '}
            {effect.insteadOf
              .map((one) => `${text(one.title)} ${one.count}`)
              .join(t('policy:screens.write.listed'))}
          </span>
        )}
      </p>
      <p data-effect="net">
        {t('policy:screens.write.net', { count: effect.eligible - effect.instead })}{' '}
        <strong>
          <Money fen={effect.netFen ?? 0} big />
        </strong>
      </p>
    </div>
  )
}

/** What counts as near, in percent of a limit. */
function NearDistance({ percent, onChange }: { percent: number; onChange: (percent: number) => void }) {
  const t = useWords()
  return (
    <Select
      size="small"
      className={css.near}
      aria-label={t('policy:screens.write.nearDistance')}
      value={percent}
      onChange={onChange}
      options={distances.map((one) => ({
        value: one,
        label: t('policy:screens.write.nearWithin', { percent: one }),
      }))}
    />
  )
}
const distances = [5, 10, 20, 50]

const Fact = ({ word, children }: { word: string; children: ReactNode }) => (
  <div>
    <dt>{word}</dt>
    <dd className="figure">{children}</dd>
  </div>
)

const mostFaults = 6

/** What is proven wrong with the rule, and what is worth knowing of it. */
function Faults({ faults }: { faults: Whole['faults'] }) {
  const t = useWords()
  const text = useText()
  const tones = { error: 'late', warning: 'soon', note: 'wait' } as const
  return (
    <div className={css.faults}>
      {faults.slice(0, mostFaults).map((fault) => (
        <Notice
          key={`${fault.path} ${fault.code} ${fault.message.zh}`}
          tone={tones[fault.weight]}
          title={text(fault.message)}
        >
          <p>{text(fault.remedy)}</p>
        </Notice>
      ))}
      {faults.length > mostFaults && (
        <p className="work-soft">
          {t('policy:screens.write.moreFaults', { count: faults.length - mostFaults })}
        </p>
      )}
    </div>
  )
}

function Groups({ effect }: { effect: Figures }) {
  const t = useWords()
  const text = useText()
  const language = useLanguage()
  const { district, words } = useCityWords()
  const label = (fact: string, code: string) =>
    words?.facts.find(({ id }) => id === fact)?.values?.find((one) => one.code === code)?.[language]
  return (
    <>
      <EffectBars
        title={t('policy:screens.write.byDistrict')}
        groups={effect.byDistrict}
        name={(code) => label('ent.regDistrict', code) ?? (district(code) || code)}
      />
      <EffectBars
        title={t('policy:screens.write.bySize')}
        groups={effect.bySize}
        name={(code) => label('ent.sizeClass', code) ?? code}
      />
      <EffectBars
        title={t('policy:screens.write.byIndustry')}
        groups={effect.byIndustry}
        name={(code) => {
          const title = effect.byIndustry.find((one) => one.code === code)?.title
          return title ? text(title) : t('policy:screens.write.otherIndustry')
        }}
      />
    </>
  )
}
