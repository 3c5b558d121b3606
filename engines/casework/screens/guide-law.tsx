import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { FactList, type FactRow } from '#apps/web/kits/light/FactList.tsx'
import { Section } from '#apps/web/kits/light/Page.tsx'
import { lawText } from '#kernel/law-text.ts'
import css from './guide.module.css'
import { limitText } from './limit-text.ts'

export type Guide = Output<'casework.getItem'>

/** What the law says of an item's life: acceptance, procedures that are not counted, silence, commitment, renewal. */
export function GuideLaw({ guide }: { guide: Guide }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const join = (texts: readonly string[]) => texts.join(t('screens.comma'))
  const limit = (it: { limit: Parameters<typeof limitText>[0]; asWritten: boolean }) =>
    limitText(it.limit, t) + (it.asWritten ? t('screens.guide.asWritten') : '')
  const rows: (FactRow | false)[] = [
    {
      id: 'acceptance',
      term: t('screens.guide.acceptance'),
      value: limit(guide.acceptance),
      note: t('screens.guide.acceptanceText'),
    },
    guide.statutory.extension !== undefined && {
      id: 'extension',
      term: t('screens.guide.extension'),
      value: limitText(guide.statutory.extension, t),
      note: t('screens.guide.extensionText'),
    },
    ...guide.statutory.variants.map((variant) => ({
      id: variant.when.zh,
      term: text(variant.when),
      value: limitText(variant.limit, t),
    })),
    guide.specialProcedures.length > 0 && {
      id: 'special',
      term: t('screens.guide.special'),
      value: join(
        guide.specialProcedures.map(
          ({ kind, mandatory }) =>
            t(`screens.procedure.${kind}`) + (mandatory ? t('screens.guide.mandatory') : ''),
        ),
      ),
      note: t('screens.guide.specialText'),
    },
    guide.silence !== undefined && {
      id: 'silence',
      term: t('screens.guide.silence'),
      value: t(`screens.guide.silent.${guide.silence.means}`, {
        limit: guide.silence.limit ? limitText(guide.silence.limit, t) : '',
      }),
      note: join(guide.silence.basis.map((basis) => text(lawText(basis)))),
    },
    guide.commitment !== undefined && {
      id: 'commitment',
      term: t('screens.guide.commitment'),
      value: text(guide.commitment.text),
      note: [
        t('screens.guide.commitmentText', { limit: limitText(guide.commitment.checkWithin, t) }),
        text(guide.commitment.consequence),
        `${t('screens.guide.excluded')}${join(guide.commitment.excluded.map(text))}`,
      ].join(' '),
    },
    guide.tolerance !== undefined && {
      id: 'tolerance',
      term: t('screens.guide.tolerance'),
      value: join(guide.tolerance.materials.map(text)),
      note: t('screens.guide.toleranceText', { limit: limitText(guide.tolerance.within, t) }),
    },
    guide.applyWithin?.limit !== undefined && {
      id: 'apply',
      term: t('screens.guide.applyWithin'),
      value: limitText(guide.applyWithin.limit, t),
      note: guide.applyWithin.note && text(guide.applyWithin.note),
    },
    guide.validity !== undefined && {
      id: 'validity',
      term: t('screens.guide.validity'),
      value: limitText(guide.validity, t),
    },
    guide.renewal !== undefined && {
      id: 'renewal',
      term: t('screens.guide.renewal'),
      value: t('screens.guide.renewalText', { limit: limitText(guide.renewal.applyBefore, t) }),
    },
  ]
  return (
    <Section title={t('screens.guide.life')}>
      <FactList rows={rows.filter((row) => row !== false)} />
    </Section>
  )
}

/** A list of texts under a heading, with limit and law where they have one; nothing when it is empty. */
export function GuideList({
  title,
  texts,
}: {
  title: string
  texts: readonly {
    title: { zh: string; en: string }
    limit?: Parameters<typeof limitText>[0] | undefined
    basis?: readonly Guide['legalBasis'][number][]
  }[]
}) {
  const { t } = useTranslation('casework')
  const text = useText()
  if (texts.length === 0) return null
  return (
    <Section title={title}>
      <ul className={css.list}>
        {texts.map((one) => (
          <li key={one.title.zh}>
            {text(one.title)}
            {one.limit && ` ${limitText(one.limit, t)}`}
            {one.basis && one.basis.length > 0 && (
              <span className={css.basis}>
                {' '}
                {one.basis.map((basis) => text(lawText(basis))).join(t('screens.comma'))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
