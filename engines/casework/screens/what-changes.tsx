import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { FactList, type FactRow } from '#apps/web/kits/light/FactList.tsx'
import { Money } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import type { Preview } from './wizard.tsx'
import css from './wizard.module.css'

type WhatIf = Output<'policy.whatIf'>
type Line = WhatIf['items'][number]

/** Before it is filed: what would be known of the enterprise afterwards, and which policies that brings and takes, with the reason of the rule. */
export function WhatChanges({ partyId, facts }: { partyId: string; facts: Preview['establishes'] }) {
  const { t } = useTranslation('casework')
  const answer = useRead('policy.whatIf', { partyId, facts: [...facts] })
  return (
    <Loaded result={answer} lines={4}>
      {(changes) =>
        changes.facts.length === 0 ? null : (
          <section className={css.group}>
            <h2>{t('screens.changes.title')}</h2>
            <p className={css.why}>{t('screens.changes.lead')}</p>
            <Changes changes={changes} />
          </section>
        )
      }
    </Loaded>
  )
}

function Changes({ changes }: { changes: WhatIf }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const of = (...effects: Line['effect'][]) => changes.items.filter(({ effect }) => effects.includes(effect))
  return (
    <>
      <FactList
        rows={changes.facts.map(({ fact, label, before, after }) => ({
          id: fact,
          term: text(label),
          value: before
            ? t('screens.changes.becomes', { before: text(before), after: text(after) })
            : text(after),
        }))}
      />
      {of('gained', 'lost', 'sum').length === 0 && <p>{t('screens.changes.same')}</p>}
      <Policies title={t('screens.changes.gained', { count: of('gained').length })} lines={of('gained')} />
      <Policies title={t('screens.changes.lost', { count: of('lost').length })} lines={of('lost')} />
      <Policies title={t('screens.changes.sum', { count: of('sum').length })} lines={of('sum')} />
      <More title={t('screens.changes.opened', { count: of('opened').length })} lines={of('opened')} />
      <More title={t('screens.changes.closed', { count: of('closed').length })} lines={of('closed')} />
    </>
  )
}

function useRows(lines: readonly Line[]): FactRow[] {
  const { t } = useTranslation('casework')
  const text = useText()
  return lines.map((line) => ({
    id: line.policyId,
    term: (
      <Link to="/policies/$policyId" params={{ policyId: line.policyId } as never}>
        {text(line.title)}
      </Link>
    ),
    value: <Sum line={line} />,
    note: (
      <>
        {t('screens.changes.now', { text: text(line.before) })}
        <br />
        {t('screens.changes.then', { text: text(line.after) })}
      </>
    ),
  }))
}

function Sum({ line: { effect, amountBeforeFen: before, amountFen: after } }: { line: Line }) {
  const { t } = useTranslation('casework')
  if (effect === 'sum' && before !== null && after !== null)
    return (
      <>
        <Money fen={before} /> → <Money fen={after} />
      </>
    )
  const sum = effect === 'lost' ? before : after
  return sum === null ? <>{t(`screens.changes.effect.${effect}`)}</> : <Money fen={sum} />
}

function Policies({ title, lines }: { title: string; lines: readonly Line[] }) {
  const rows = useRows(lines)
  return lines.length === 0 ? null : (
    <>
      <h3 className={css.part}>{title}</h3>
      <FactList rows={rows} />
    </>
  )
}

/** What is only possible, or no longer so, stands folded. */
function More({ title, lines }: { title: string; lines: readonly Line[] }) {
  const rows = useRows(lines)
  return lines.length === 0 ? null : (
    <details className={css.more}>
      <summary>{title}</summary>
      <FactList rows={rows} />
    </details>
  )
}
