import type { Output } from '#apps/web/client/contracts.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Count, Money } from '#apps/web/kits/light/Figure.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import css from './write.module.css'

/** Real enterprises that get it or nearly do, each with its reason, and the other policies that reach the same ones. */
export function EffectSample({ sample }: { sample: Output<'policy.sampleDraft'> | undefined }) {
  const t = useWords()
  const text = useText()
  if (!sample) return null
  return (
    <>
      {(['eligible', 'near'] as const).map((how) => {
        const some = sample.items.filter((item) => item.how === how)
        return some.length === 0 ? null : (
          <section key={how}>
            <h3 className={css.small}>{t(`policy:screens.write.sample.${how}`)}</h3>
            <ul className={css.list} data-sample={how}>
              {some.map((item) => (
                <li key={item.partyId}>
                  <strong>{item.name}</strong>
                  {how === 'eligible' && item.amountFen !== null && (
                    <>
                      {' · '}
                      <Money fen={item.amountFen} big />
                    </>
                  )}
                  {item.missed && (
                    <div className="work-soft">
                      {text(item.missed.condition)} · {text(item.missed.gap)} ·{' '}
                      {t('policy:screens.write.percentOfLimit', { percent: item.missed.percent })}
                    </div>
                  )}
                </li>
              ))}
            </ul>
          </section>
        )
      })}
      {sample.overlaps.length > 0 && (
        <section>
          <h3 className={css.small}>{t('policy:screens.write.overlaps')}</h3>
          <ul className={css.list}>
            {sample.overlaps.map((one) => (
              <li key={one.policyId}>
                {text(one.title)} · <Count of={one.both} />
                {one.excluded && ` · ${t('policy:screens.write.excluded')}`}
                {one.highest && ` · ${t('policy:screens.write.higher')}`}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
