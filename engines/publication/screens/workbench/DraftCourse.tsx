import type { ReactNode } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { classes } from '#apps/web/kits/light/classes.ts'
import { DateFigure, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Icon } from '#apps/web/kits/light/Icon.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import css from './draft.module.css'

export type Draft = Output<'publication.getDraft'>
type Gate = Draft['open'][number]

/** What people call the place of a fault; the engine whose kind it is knows its own places. */
export type PlaceOf = (fault: Pick<Draft['judgement']['faults'][number], 'part' | 'path'>) => string

const icons = { done: 'check', now: 'arrow', ahead: 'dash' } as const

/** The course of a draft: what is done, by whom, and what still stands between it and its publication. */
export function DraftCourse({ draft }: { draft: Draft }) {
  const t = useWords()
  const { state, judgement, consultation, competition, review, published } = draft
  const isOpen = (gate: Gate) => draft.open.includes(gate)
  const toMend = judgement.faults.length
  const toProve = judgement.lacks.length
  const steps: { id: string; title: string; done: boolean; detail: ReactNode }[] = [
    {
      id: 'sound',
      title: t('publication:screens.course.sound'),
      done: !isOpen('sound'),
      detail: toMend ? t('publication:screens.todo', { count: toMend }) : '',
    },
    {
      id: 'proven',
      title: t(`publication:screens.course.${draft.bringsProof ? 'proven' : 'unbroken'}`),
      done: !isOpen('proven'),
      detail: toProve ? t('publication:screens.todo', { count: toProve }) : '',
    },
    {
      id: 'consultation',
      title: t('publication:screens.gates.consultation'),
      done: !isOpen('consultation'),
      detail: consultation && (
        <>
          {t(
            consultation.closedAt ? 'publication:screens.consulted' : 'publication:screens.consultedThrough',
          )}{' '}
          <DateFigure day={consultation.through} />
          {!consultation.closedAt && (
            <> · {t('publication:screens.openComments', { count: draft.openComments })}</>
          )}
        </>
      ),
    },
    {
      id: 'fair-competition',
      title: t('publication:screens.gates.fair-competition'),
      done: !isOpen('fair-competition'),
      detail:
        competition &&
        (draft.competitionCurrent
          ? `${t(`publication:screens.conclusion.${competition.conclusion}`)} · ${competition.by.name}`
          : t('publication:screens.competitionOld')),
    },
    {
      id: 'legal-review',
      title: t('publication:screens.gates.legal-review'),
      done: !isOpen('legal-review') && review !== undefined,
      detail: review
        ? review.by.name
        : state === 'in-review'
          ? t('publication:screens.states.in-review')
          : '',
    },
    {
      id: 'published',
      title: t('publication:screens.states.published'),
      done: state === 'published',
      detail: published && (
        <>
          {published.by.name} · <MomentFigure at={published.at} />
        </>
      ),
    },
  ]
  const shown = steps.filter(
    ({ id }) =>
      ['sound', 'published'].includes(id) ||
      (id === 'proven' && draft.proves) ||
      (draft.gates as readonly string[]).includes(id),
  )
  const next = shown.find(({ done }) => !done)
  return (
    <ol className={css.course} aria-label={t('publication:screens.course.label')}>
      {shown.map((step) => {
        const stands = step.done ? 'done' : step === next ? 'now' : 'ahead'
        return (
          <li
            key={step.id}
            className={classes(css.step, css[stands])}
            aria-current={stands === 'now' ? 'step' : undefined}
            data-gate={step.id}
            data-stands={stands}
          >
            <span className={css.mark}>
              <Icon name={icons[stands]} size="1em" />
            </span>
            <div>
              <strong>{step.title}</strong>
              <div className="work-soft">{step.detail || t(`publication:screens.stands.${stands}`)}</div>
            </div>
          </li>
        )
      })}
    </ol>
  )
}

/** What of a draft has to be mended or proven, and what it changes against the version before. */
export function DraftNotes({ draft, placeOf }: { draft: Draft; placeOf: PlaceOf }) {
  const t = useWords()
  const text = useText()
  const { judgement, state, consultation } = draft
  const todo = [...judgement.faults, ...judgement.lacks]
  const consultedChanges = consultation?.closedAt ? consultation.changes : []
  return (
    <>
      {draft.returned && state === 'drafting' && (
        <p>
          <strong>{t('publication:screens.returned')}</strong> {draft.returned.by.name}:{' '}
          {draft.returned.reason}
        </p>
      )}
      {draft.withdrawn && (
        <p>
          <strong>{t('publication:screens.states.withdrawn')}</strong> {draft.withdrawn.by.name}:{' '}
          {draft.withdrawn.reason}
        </p>
      )}
      {todo.length > 0 && state !== 'published' && state !== 'withdrawn' && (
        <details>
          <summary>{t('publication:screens.todo', { count: todo.length })}</summary>
          <ul>
            {todo.slice(0, mostShown).map((fault) => (
              <li key={`${fault.part}${fault.path}${fault.code}${fault.message.zh}`}>
                <strong>{placeOf(fault)}</strong> {text(fault.message)}{' '}
                <span className="work-soft">{text(fault.remedy)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {judgement.warnings.length > 0 && (
        <details open>
          <summary>{t('publication:screens.warnings', { count: judgement.warnings.length })}</summary>
          <ul>
            {judgement.warnings.slice(0, mostShown).map((fault) => (
              <li key={`${fault.path}${fault.code}${fault.message.zh}`}>
                {text(fault.message)} <span className="work-soft">{text(fault.remedy)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {judgement.against && (
        <Changes
          title={t('publication:screens.against', {
            title: text(judgement.against.title),
            count: judgement.against.changes.length,
          })}
          of={judgement.against.changes}
          open
        />
      )}
      <Changes
        title={t('publication:screens.changes', { count: judgement.changes.length })}
        of={draft.basedOn ? judgement.changes : []}
      />
      <Changes
        title={t('publication:screens.changedSince', { count: consultedChanges.length })}
        of={consultedChanges}
      />
    </>
  )
}

const mostShown = 40

type Change = Draft['judgement']['changes'][number]
const isProof = ({ key }: Change) => key.startsWith('example')

/** Differences in plain words, what was struck through and what is underlined; those of the examples apart. */
export function Changes({ title, of, open }: { title: string; of: readonly Change[]; open?: boolean }) {
  const t = useWords()
  if (of.length === 0) return null
  const proof = of.filter(isProof)
  return (
    <details open={open}>
      <summary>{title}</summary>
      <ChangeList of={of.filter((one) => !isProof(one))} />
      {proof.length > 0 && (
        <details>
          <summary>{t('publication:screens.proofChanges', { count: proof.length })}</summary>
          <ChangeList of={proof} />
        </details>
      )}
    </details>
  )
}

function ChangeList({ of }: { of: readonly Change[] }) {
  const text = useText()
  return (
    <ul className={css.changes}>
      {of.map((change) => (
        <li key={change.key}>
          <span className="work-soft">{text(change.label)}</span>{' '}
          {change.before && <del>{text(change.before)}</del>}{' '}
          {change.after && <ins>{text(change.after)}</ins>}
        </li>
      ))}
    </ul>
  )
}
