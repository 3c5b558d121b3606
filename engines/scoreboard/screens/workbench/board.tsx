import { Link } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useLanguage, useText } from '#apps/web/i18n/i18n.ts'
import { classes } from '#apps/web/kits/light/classes.ts'
import { measuredText } from '#apps/web/kits/light/figures.ts'
import { MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { usePlace } from '#apps/web/workbench/kit/place.tsx'
import { Figures, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { StateTag } from '../state-tag.tsx'
import css from './board.module.css'

type Board = Output<'scoreboard.getBoard'>
type Measure = Board['items'][number]
type Figure = Measure['figures'][number]
const parts = ['I', 'II', 'III', 'IV', 'V'] as const
const states = ['running', 'ready', 'partly', 'not-yet'] as const
const lookEveryMs = 60_000

/** All measures on one screen, by part; the wall shows the same without a control. */
export default function BoardScreen() {
  const t = useWords()
  const board = useRead('scoreboard.getBoard', {}, { everyMs: lookEveryMs })
  const [wall, setWall] = useState(false)
  return (
    <WorkPage
      title={t('place.board')}
      lead={t('board.lead')}
      actions={board.data && <Button onClick={() => setWall(true)}>{t('board.wall')}</Button>}
    >
      <Loaded result={board} lines={12}>
        {(answer) =>
          wall ? <Wall board={answer} onLeave={() => setWall(false)} /> : <Matrix board={answer} />
        }
      </Loaded>
    </WorkPage>
  )
}

function Totals({ items }: { items: readonly Measure[] }) {
  return (
    <Figures
      items={states.map((state) => ({
        id: state,
        word: <StateTag state={state} />,
        value: items.filter((item) => item.state === state).length,
      }))}
    />
  )
}

function Matrix({ board }: { board: Board }) {
  const t = useWords()
  const text = useText()
  const { search, change } = usePlace()
  const departments = useMemo(
    () => [...new Map(board.items.flatMap((item) => item.departments.map((one) => [one.id, one]))).values()],
    [board],
  )
  const state = states.find((one) => one === search['state'])
  const department = departments.find((one) => one.id === search['department'])?.id
  const shown = board.items.filter(
    (item) =>
      (state === undefined || item.state === state) &&
      (department === undefined || item.departments.some((one) => one.id === department)),
  )
  return (
    <>
      <Totals items={shown} />
      <div>
        <FilterRow
          actions={
            <span className="work-soft">
              {t('board.at')} <MomentFigure at={board.at} />
            </span>
          }
        >
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t('queue.column.department')}
            placeholder={t('board.allDepartments')}
            value={department ?? null}
            onChange={(next: string | null) => change({ department: next ?? '' })}
            options={departments.map((one) => ({ value: one.id, label: text(one.title) }))}
            style={{ width: '18rem' }}
          />
          <Select
            allowClear
            aria-label={t('runs.state')}
            placeholder={t('runs.state')}
            value={state ?? null}
            onChange={(next: string | null) => change({ state: next ?? '' })}
            options={states.map((one) => ({ value: one, label: t(`scoreboard:states.${one}`) }))}
            style={{ width: '9rem' }}
          />
        </FilterRow>
        {shown.length ? <Parts items={shown} /> : <p>{t('table.noneFilteredText')}</p>}
      </div>
    </>
  )
}

function Parts({ items }: { items: readonly Measure[] }) {
  const t = useWords()
  return parts.map((part) => {
    const of = items.filter((item) => item.part === part)
    return (
      of.length > 0 && (
        <section key={part} className={css.part}>
          <h2>{t(`scoreboard:parts.${part}`)}</h2>
          <ul className={css.cells}>
            {of.map((item) => (
              <Cell key={item.number} item={item} />
            ))}
          </ul>
        </section>
      )
    )
  })
}

/** The figure that says most: one that is held against a target and has a value. */
const leading = (item: Measure): Figure | undefined =>
  item.figures.find((one) => one.value !== undefined && one.target) ??
  item.figures.find((one) => one.value !== undefined) ??
  item.figures[0]

const mostNames = 2

function Cell({ item, large }: { item: Measure; large?: boolean }) {
  const t = useWords()
  const text = useText()
  const figure = leading(item)
  const language = useLanguage()
  const value =
    figure?.value === undefined
      ? undefined
      : measuredText(figure.value, figure.unit, language, figure.decimals)
  const title = text(item.title)
  const names = item.departments.map((one) => text(one.title))
  return (
    <li className={classes(css.cell, css[item.state])}>
      <div className={css.cellHead}>
        <span className={css.number}>{item.number}</span>
        <StateTag state={item.state} />
      </div>
      <p className={css.title}>
        {large ? (
          title
        ) : (
          <Link to="/board/$number" params={{ number: String(item.number) }}>
            {title}
          </Link>
        )}
      </p>
      {figure && (
        <p className={css.figure}>
          <span className={css.value}>{value ? `${value.number} ${value.unit}` : t('board.noFigure')}</span>
          {figure.target && (
            <span className={css.target}>
              {t('board.target')} {t(`scoreboard:comparisons.${figure.target.comparison}`)}{' '}
              {figure.target.value}
            </span>
          )}
          {!large && <span className={css.target}>{text(figure.title)}</span>}
        </p>
      )}
      {!large && (
        <p className={css.who} title={names.join(t('board.comma'))}>
          {names.length > mostNames
            ? t('board.andOthers', {
                names: names.slice(0, mostNames).join(t('board.comma')),
                count: names.length,
              })
            : names.join(t('board.comma'))}
        </p>
      )}
    </li>
  )
}

/** For a screen on a wall: everything at once, large, nothing to press but the way out; Escape leaves it too. */
function Wall({ board, onLeave }: { board: Board; onLeave: () => void }) {
  const t = useWords()
  const place = useRef<HTMLDivElement>(null)
  const leave = useEffectEvent(onLeave)
  useEffect(() => {
    const wall = place.current
    wall?.focus()
    // Refused where the browser allows no full screen; the wall then fills the window.
    void wall?.requestFullscreen?.().catch(() => undefined)
    const changed = () => {
      if (!document.fullscreenElement) leave()
    }
    const pressed = (event: KeyboardEvent) => {
      if (event.key === 'Escape') leave()
    }
    document.addEventListener('fullscreenchange', changed)
    document.addEventListener('keydown', pressed)
    return () => {
      document.removeEventListener('fullscreenchange', changed)
      document.removeEventListener('keydown', pressed)
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined)
    }
  }, [])
  return createPortal(
    <div
      ref={place}
      className={css.wall}
      role="dialog"
      aria-modal="true"
      aria-label={t('place.board')}
      tabIndex={-1}
    >
      <div className={css.wallHead}>
        <h1>{t('board.wallTitle')}</h1>
        <ul className={css.wallTotals}>
          {states.map((state) => (
            <li key={state}>
              <strong>{board.items.filter((item) => item.state === state).length}</strong>
              <StateTag state={state} />
            </li>
          ))}
        </ul>
        <span>
          <MomentFigure at={board.at} />{' '}
          <Button type="text" onClick={onLeave}>
            {t('board.leaveWall')}
          </Button>
        </span>
      </div>
      <ul className={css.wallCells}>
        {board.items.map((item) => (
          <Cell key={item.number} item={item} large />
        ))}
      </ul>
    </div>,
    document.body,
  )
}
