import { useEffect, useState } from 'react'
import type { Input } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useLanguage, useText } from '#apps/web/i18n/i18n.ts'
import { Count, Money } from '#apps/web/kits/light/Figure.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import css from './write.module.css'

/** A value once it has stood still for a while. */
function useStill<T>(value: T, ms: number): T {
  const [still, setStill] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setStill(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return still
}

const blinkMs = 120
const pauseMs = 1_500

/** What the policy as written does to the whole city. The last answer stays until the next is there. */
export function Effect({ policy }: { policy: Input<'policy.effectOfDraft'>['policy'] }) {
  const t = useWords()
  const text = useText()
  const language = useLanguage()
  const { district, words } = useCityWords()
  const asked = useStill(policy, blinkMs)
  const paused = useStill(policy, pauseMs)
  const result = useRead('policy.effectOfDraft', { policy: asked })
  const sample = useRead('policy.sampleDraft', { policy: paused })
  const [last, setLast] = useState(result.data)
  useEffect(() => {
    if (result.data) setLast(result.data)
  }, [result.data])
  const { effect, faults = [] } = last ?? {}
  const sizes = words?.facts.find(({ id }) => id === 'ent.sizeClass')?.values
  return (
    <Sheet title={t('policy:screens.write.effect')}>
      {faults.slice(0, 6).map((fault) => (
        <Notice
          key={`${fault.path} ${fault.code} ${fault.message.zh}`}
          tone={fault.weight === 'error' ? 'late' : 'soon'}
          title={text(fault.message)}
        >
          <p>{text(fault.remedy)}</p>
        </Notice>
      ))}
      {result.isError && <Notice tone="soon" title={t('policy:screens.write.noCity')} />}
      {effect && (
        <div aria-live="polite">
          <p className={css.big} data-effect="eligible">
            <Count of={effect.eligible} /> {t('policy:screens.write.companies')}
          </p>
          <p>
            {effect.sumFen === null ? (
              t('policy:screens.write.noSum')
            ) : (
              <>
                {t('policy:screens.write.cost')} <Money fen={effect.sumFen} big />
              </>
            )}
          </p>
          <p>
            {t('policy:screens.write.ofAll', {
              all: effect.enterprises,
              near: effect.near,
              unknown: effect.unknown,
              ms: effect.ms,
            })}
          </p>
          {effect.against && <p>{t('policy:screens.write.against', effect.against)}</p>}
          <Bars
            title={t('policy:screens.write.byDistrict')}
            groups={effect.byDistrict}
            name={(code) => districtName(code) || district(code) || code}
          />
          <Bars
            title={t('policy:screens.write.bySize')}
            groups={effect.bySize}
            name={(code) => sizes?.find((one) => one.code === code)?.[language] ?? code}
          />
          <Bars
            title={t('policy:screens.write.byIndustry')}
            groups={effect.byIndustry}
            name={(code) => {
              const title = effect.byIndustry.find((one) => one.code === code)?.title
              return title ? text(title) : t('policy:screens.write.otherIndustry')
            }}
          />
        </div>
      )}
      {(['eligible', 'near'] as const).map((how) => {
        const some = sample.data?.items.filter((item) => item.how === how) ?? []
        return some.length === 0 ? null : (
          <div key={how}>
            <h3>{t(`policy:screens.write.sample.${how}`)}</h3>
            <ul className={css.list}>
              {some.map((item) => (
                <li key={item.partyId}>
                  {item.name} · {text(item.summary)}
                </li>
              ))}
            </ul>
          </div>
        )
      })}
      {sample.data && sample.data.overlaps.length > 0 && (
        <div>
          <h3>{t('policy:screens.write.overlaps')}</h3>
          <ul className={css.list}>
            {sample.data.overlaps.map((one) => (
              <li key={one.policyId}>
                {text(one.title)} · <Count of={one.both} />
                {one.excluded && ` · ${t('policy:screens.write.excluded')}`}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Sheet>
  )

  function districtName(code: string): string {
    const value = words?.facts
      .find(({ id }) => id === 'ent.regDistrict')
      ?.values?.find((one) => one.code === code)
    return value?.[language] ?? ''
  }
}

function Bars({
  title,
  groups,
  name,
}: {
  title: string
  groups: readonly { code: string; count: number }[]
  name: (code: string) => string
}) {
  if (!groups.length) return null
  const most = Math.max(...groups.map(({ count }) => count))
  return (
    <div>
      <h3>{title}</h3>
      <div className={css.bars}>
        {groups.slice(0, 8).map(({ code, count }) => (
          <BarRow key={code} name={name(code)} count={count} share={count / most} />
        ))}
      </div>
    </div>
  )
}

function BarRow({ name, count, share }: { name: string; count: number; share: number }) {
  return (
    <>
      <span>{name}</span>
      <span className={css.bar} style={{ width: `${Math.max(2, share * 100)}%` }} aria-hidden />
      <Count of={count} />
    </>
  )
}
