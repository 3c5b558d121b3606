import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { Count } from '#apps/web/kits/light/Figure.tsx'
import { Section } from '#apps/web/kits/light/Page.tsx'
import css from './playground.module.css'

type Effect = NonNullable<Output<'policy.tryRule'>['city']>

/** What a rule does to the whole city: how many it holds for, nearly holds for, and cannot say. */
export function CityEffectPanel({ effect }: { effect: Effect }) {
  const { t } = useTranslation('policy')
  const parts = [
    { id: 'holds', count: effect.holds },
    { id: 'near', count: effect.near },
    { id: 'fails', count: effect.fails - effect.near },
    { id: 'unknown', count: effect.unknown },
  ] as const
  const told = (count: number) =>
    count === 0 && effect.hidden ? (
      <span>{t('screens.playground.fewer', { count: effect.atLeast })}</span>
    ) : (
      <Count of={count} />
    )
  const share = (count: number) => (effect.enterprises === 0 ? 0 : (100 * count) / effect.enterprises)
  return (
    <Section title={t('screens.playground.city')}>
      <p className={css.big}>
        {told(effect.holds)}
        <span className={css.remedy}>
          {t('screens.playground.holdsOf', {
            total: effect.enterprises.toLocaleString('en'),
            ms: Math.max(1, Math.round(effect.ms)),
          })}
        </span>
      </p>
      <div className={css.bar} aria-hidden="true">
        {parts.map(({ id, count }) => (
          <span key={id} data-part={id} style={{ width: `${share(count)}%` }} />
        ))}
      </div>
      <dl className={css.parts}>
        {parts.map(({ id, count }) => (
          <div key={id} data-part={id}>
            <dt>{t(`screens.playground.part.${id}`)}</dt>
            <dd>{told(count)}</dd>
          </div>
        ))}
      </dl>
      <p className={css.remedy}>{t('screens.playground.rounded')}</p>
    </Section>
  )
}
