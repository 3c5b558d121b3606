import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Card } from '#apps/web/kits/light/Card.tsx'
import { Due, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { LinkOver } from '#apps/web/kits/light/LinkOver.tsx'
import css from './case-cards.module.css'
import { CaseLamp } from './case-lamp.tsx'
import { StandingTag } from './standing-tag.tsx'

type CaseCardShape = Output<'casework.listMyCases'>['items'][number]

/** A matter in a few lines: what it is about, a line of its parts, who has it, until when. `owner` is known to whoever looks. */
export function CaseCard({ one, owner }: { one: CaseCardShape; owner: string }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const draft = one.standing === 'draft'
  const to = draft ? '/space/open/$theme/$caseId' : '/space/cases/$caseId'
  return (
    <Card
      title={
        <LinkOver to={to} params={{ theme: one.theme.id, caseId: one.caseId } as never}>
          {text(one.theme.title)}
        </LinkOver>
      }
      tag={
        one.standing === 'lodged' && one.lamp !== 'grey' ? (
          <CaseLamp lamp={one.lamp} />
        ) : (
          <StandingTag standing={one.standing} />
        )
      }
    >
      {one.title !== owner && <p>{one.title}</p>}
      {!draft && <Progress done={one.done} of={one.parts} />}
      {one.awaitingApplicant ? (
        <p>{t('screens.card.yours')}</p>
      ) : one.with.length > 0 ? (
        <p>
          {t('screens.card.with', {
            departments: one.with.map((office) => text(office.title)).join(t('screens.comma')),
          })}
        </p>
      ) : null}
      {one.dueAt && one.standing === 'lodged' && (
        <p className={css.note}>
          <Due at={one.dueAt} />
        </p>
      )}
      {draft && (
        <p className={css.note}>
          {t('screens.card.saved')} <MomentFigure at={one.savedAt} />
        </p>
      )}
      {one.endedAt && (
        <p className={css.note}>
          {t('screens.endedAt')} <MomentFigure at={one.endedAt} />
        </p>
      )}
    </Card>
  )
}

function Progress({ done, of }: { done: number; of: number }) {
  const { t } = useTranslation('casework')
  return (
    <div className={css.progress}>
      <div className={css.line} aria-hidden="true">
        {Array.from({ length: of }, (_, i) => (
          <span key={i} className={i < done ? css.done : css.open} />
        ))}
      </div>
      <span className={css.note}>{t('screens.card.done', { done, of })}</span>
    </div>
  )
}
